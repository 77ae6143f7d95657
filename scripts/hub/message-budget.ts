/** Messages' worth that a window may say at once; a pasted file of 0.8 MB, split by the client, just fits. */
const BURST = 1_000
/** Regained per second. People type 30 keys a second at most; a terminal that shows 25 MB/s acknowledges 500 units' worth. */
const PER_SECOND = 500
/** Characters that cost as much as a message by itself. */
const CHARS_PER_UNIT = 1_024

/**
 * How much one window may say: a bucket that empties with every message and fills with time. Far above what people and pages do, it
 * keeps one window from taking the server's only thread, or its memory, from all others.
 */
export class MessageBudget {
  #units = BURST
  #filled = performance.now()

  /** Pays for one message of so many characters. False once the budget is spent. */
  spend(units: number, chars: number): boolean {
    const now = performance.now()
    this.#units = Math.min(BURST, this.#units + (now - this.#filled) / 1000 * PER_SECOND)
    this.#filled = now
    this.#units -= units + chars / CHARS_PER_UNIT
    return this.#units >= 0
  }
}
