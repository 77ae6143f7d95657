import type { Disposable, Event } from '../machines/machine.ts'

/** The sending end of an `Event`. Listeners are called in the order they subscribed. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>()

  readonly event: Event<T> = (listener): Disposable => {
    this.#listeners.add(listener)
    return {
      dispose: () => this.#listeners.delete(listener),
    }
  }

  fire(value: T): void {
    // A listener may unsubscribe while it is called.
    for (const listener of [...this.#listeners])
      listener(value)
  }

  /** Forgets every listener. */
  dispose(): void {
    this.#listeners.clear()
  }
}
