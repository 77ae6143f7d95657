import type { Event } from './event.ts'

/** The sending end of an `Event`. Listeners are called in the order they subscribed. */
export class Emitter<T> {
  readonly #listeners = new Set<(value: T) => void>()

  get hasListeners(): boolean {
    return this.#listeners.size > 0
  }

  readonly event: Event<T> = (listener) => {
    // Wrapped, so that subscribing the same function twice gives two subscriptions.
    const subscription = (value: T): void => listener(value)
    this.#listeners.add(subscription)
    return {
      dispose: () => void this.#listeners.delete(subscription),
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
