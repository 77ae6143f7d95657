/** A packed state whose bytes are on their way. */
export interface ArrivingState {
  /** Packed bytes that there will be. */
  bytes: number
  /** In order. They end early where something has gone wrong, which `checked` tells. */
  pieces: AsyncIterable<Uint8Array>
  /** Resolves when all of it has turned out to be what it should be; rejects with what is wrong. */
  checked: Promise<unknown>
}

/** Pieces from who calls to who waits. */
export class ArrivingPieces implements AsyncIterable<Uint8Array> {
  #waiting: Uint8Array[] = []
  #hasEnded = false
  #news = Promise.withResolvers<void>()

  readonly push = (piece: Uint8Array): void => {
    this.#waiting.push(piece)
    this.#tell()
  }

  readonly end = (): void => {
    this.#hasEnded = true
    this.#tell()
  }

  async* [Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    while (true) {
      const news = this.#news.promise
      yield* this.#waiting.splice(0)
      if (this.#hasEnded && this.#waiting.length === 0)
        return
      if (this.#waiting.length === 0)
        await news
    }
  }

  #tell(): void {
    this.#news.resolve()
    this.#news = Promise.withResolvers()
  }
}
