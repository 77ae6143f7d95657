const GIB = 2 ** 30

/** Bytes in GiB, with one decimal. */
export function gibibytes(bytes: number): string {
  return (bytes / GIB).toFixed(1)
}
