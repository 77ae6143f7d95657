import { formatSize } from './format-size.ts'

/** Bytes, in at most three digits, with a unit: `401 B`, `19.8M`. */
export function formatBytes(bytes: number): string {
  const size = formatSize(bytes)
  return /\d$/.test(size)
    ? `${size} B`
    : size
}
