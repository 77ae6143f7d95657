/** Lets operations that change the whole machine happen one after the other, and others wait until none is under way. */
export class Exclusive {
  #last: Promise<unknown> = Promise.resolve()

  run<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.#last.then(operation)
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
