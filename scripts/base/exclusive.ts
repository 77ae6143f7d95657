/** Lets operations that change the whole machine happen one after the other, and others wait until none is under way. */
export class Exclusive {
  #last: Promise<unknown> = Promise.resolve()
  #count = 0

  /** Nothing is under way. */
  get isIdle(): boolean {
    return this.#count === 0
  }

  run<T>(operation: () => Promise<T>): Promise<T> {
    this.#count++
    const result = this.#last.then(operation).finally(() => this.#count--)
    this.#last = result.catch(() => undefined)
    return result
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    let last
    do {
      last = this.#last
      await last
    } while (last !== this.#last)
  }
}
