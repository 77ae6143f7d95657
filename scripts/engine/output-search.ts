/** Characters before new output that a match may begin in: a screenful and more, and little to look through again with every chunk. */
const LOOK_BACK_CHARS = 4096

/**
 * Looks for a pattern in text that comes in pieces, with work that is linear in the text: a piece is looked through once, with what came
 * last before it. So a match longer than `LOOK_BACK_CHARS` may be missed.
 */
export class OutputSearch {
  readonly #pattern: RegExp
  /** The end of the text so far. What `#from` leaves out is there for `^` and lookbehinds alone. */
  #window = ''
  #from = 0
  #found = false
  #scannedChars = 0

  /** `pattern` is without the flags `g` and `y`. */
  constructor(pattern: RegExp) {
    this.#pattern = new RegExp(pattern, `${pattern.flags}g`)
    this.#look()
  }

  /** The text has matched after one of its pieces. */
  get found(): boolean {
    return this.#found
  }

  /** Characters that the pattern was tried on, over and over ones counted each time. */
  get scannedChars(): number {
    return this.#scannedChars
  }

  take(piece: string): void {
    if (this.#found)
      return
    this.#window += piece
    this.#look()
    const dropped = this.#window.length - LOOK_BACK_CHARS - 1
    if (dropped > 0) {
      this.#window = this.#window.slice(dropped)
      this.#from = 1
    }
  }

  #look(): void {
    this.#pattern.lastIndex = this.#from
    this.#scannedChars += this.#window.length - this.#from
    this.#found = this.#pattern.test(this.#window)
  }
}
