import { Buffer } from 'node:buffer'
import { InputQueue } from '../input-queue.ts'

/**
 * Milliseconds between two chunks of input (VS Code paces by 5, too: `writeInterval` in its `terminalProcess.ts`). With chunks of `INPUT_CHUNK_BYTES`,
 * that is 100 KB a second: faster than any line is edited, slow enough for what the program prints meanwhile, and for a Ctrl-C.
 */
const PACE_MS = 5

/**
 * Hands what is typed to a pty: a key at once, a paste in chunks. node-pty keeps what it was given whatever happens, and goes on writing to the
 * number of a file that may be another one's by then; what waits here can be dropped.
 */
export class PacedInput {
  readonly #write: (bytes: Buffer) => void
  readonly #queue = new InputQueue()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(write: (bytes: Buffer) => void) {
    this.#write = write
  }

  push(data: string): void {
    this.#queue.push(data)
    if (this.#timer === undefined)
      this.#pump()
  }

  /** Drops what waits. */
  clear(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#queue.clear()
  }

  readonly #pump = (): void => {
    this.#timer = undefined
    const chunk = this.#queue.shift()
    if (!chunk)
      return
    // First, for who types while it is written.
    this.#timer = setTimeout(this.#pump, PACE_MS)
    this.#write(Buffer.from(chunk))
  }
}
