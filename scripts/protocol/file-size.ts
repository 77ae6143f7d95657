/** Most bytes of a file that a pane shows for editing, as UTF-8. Demos' files have a page or two; it fits into one call of a machine. */
export const MAX_FILE_BYTES = 64 * 1024

const encoder = new TextEncoder()

/** Bytes that a text takes as UTF-8. */
export function utf8Bytes(text: string): number {
  return encoder.encode(text).length
}
