/** Milliseconds for which output is gathered, once something was sent just before. */
export const BATCH_MS = 8

/** Characters (UTF-16 code units) after which gathered output is sent without waiting. */
export const BATCH_CHARS = 16 * 1024

/**
 * Joins small pieces of output into fewer messages. What comes after a pause goes out at once, so that the echo of a key is not delayed;
 * what follows within `BATCH_MS` is gathered, so that a flood does not become a flood of messages.
 */
export class OutputBatcher {
  readonly #send: (text: string) => void
  #pieces: string[] = []
  #length = 0
  #lastSent = -Infinity
  #timer: ReturnType<typeof setTimeout> | undefined
  #isScheduled = false

  constructor(send: (text: string) => void) {
    this.#send = send
  }

  push(text: string): void {
    this.#pieces.push(text)
    this.#length += text.length
    if (this.#length >= BATCH_CHARS)
      return this.flush()
    if (this.#isScheduled)
      return
    this.#isScheduled = true
    const wait = this.#lastSent + BATCH_MS - performance.now()
    // The emulator prints 16 bytes at a time within one turn of the event loop: a microtask sees the whole turn.
    if (wait <= 0)
      queueMicrotask(this.#flushScheduled)
    else
      this.#timer = setTimeout(this.#flushScheduled, wait)
  }

  /** Sends what is gathered now. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#isScheduled = false
    if (this.#length === 0)
      return
    const text = this.#pieces.join('')
    this.#pieces = []
    this.#length = 0
    this.#lastSent = performance.now()
    this.#send(text)
  }

  /** Drops what is gathered. */
  clear(): void {
    this.#pieces = []
    this.#length = 0
    this.flush()
  }

  readonly #flushScheduled = (): void => {
    // A flush in between has sent it; a later push has its own schedule.
    if (this.#isScheduled)
      this.flush()
  }
}
