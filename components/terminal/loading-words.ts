/** Bytes as people say them: `25 MB`. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`
}

/** What is going on while a reader's machine starts. `share` is how much of its `bytes` is there, 0 … 1; undefined while that is not known. */
export function loadingWords(share: number | undefined, bytes: number): string {
  return share === undefined || share === 1
    ? 'Starting the machine …'
    : `Loading the machine: ${Math.floor(share * 100)} % of ${megabytes(bytes)}`
}
