/**
 * Bytes that a terminal is given in one go. A virtio console's guest offers 16 buffers of a page each and hands their content to the terminal 16
 * bytes at a time; small chunks let a resize or another console in between, and let input be dropped that is not wanted any more.
 */
export const INPUT_CHUNK_BYTES = 512

/** What was typed into a terminal and not taken by it yet, in order. */
export class InputQueue {
  readonly #encoder = new TextEncoder()
  #chunks: Uint8Array[] = []

  get isEmpty(): boolean {
    return this.#chunks.length === 0
  }

  push(data: string): void {
    const bytes = this.#encoder.encode(data)
    for (let start = 0; start < bytes.length; start += INPUT_CHUNK_BYTES)
      this.#chunks.push(bytes.subarray(start, start + INPUT_CHUNK_BYTES))
  }

  /** The next chunk, at most `INPUT_CHUNK_BYTES` long. */
  shift(): Uint8Array | undefined {
    return this.#chunks.shift()
  }

  clear(): void {
    this.#chunks = []
  }
}
