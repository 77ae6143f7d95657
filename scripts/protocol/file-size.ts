/** Most bytes of a file that a pane shows for editing, as UTF-8. Demos' files have a page or two; it fits into one call of a machine. */
export const MAX_FILE_BYTES = 64 * 1024

const encoder = new TextEncoder()

/** Bytes that a text takes as UTF-8. */
export function utf8Bytes(text: string): number {
  return encoder.encode(text).length
}

/** What whoever edits a file is told of a change that would make it larger than that. */
export function fileTooLarge(path: string): string {
  return `${path} would be larger than ${MAX_FILE_BYTES / 1024} KiB, the most that an editor's pane takes. Nothing was changed.`
}
