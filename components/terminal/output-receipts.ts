/** Counts what a pane's terminals have parsed and says when it is time to acknowledge (see `ACK_CHARS` in the protocol). */
export class OutputReceipts {
  readonly #lot: number
  readonly #acknowledge: (chars: number) => void
  #parsed = 0
  #round = 0

  /** Calls `acknowledge` with each full lot of at least `lot` characters. */
  constructor(lot: number, acknowledge: (chars: number) => void) {
    this.#lot = lot
    this.#acknowledge = acknowledge
  }

  /** A piece of output goes to this many terminals; each calls the returned function once it has parsed it. */
  expect(chars: number, terminals: number): () => void {
    const round = this.#round
    let missing = terminals
    return () => {
      missing--
      // Pieces from before a fresh screen are no longer waited for by the server.
      if (missing > 0 || round !== this.#round)
        return
      this.#parsed += chars
      if (this.#parsed < this.#lot)
        return
      this.#acknowledge(this.#parsed)
      this.#parsed = 0
    }
  }

  /** A fresh screen came: both sides start counting anew. */
  restart(): void {
    this.#round++
    this.#parsed = 0
  }
}
