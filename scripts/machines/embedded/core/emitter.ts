import type { Event } from '../../machine.ts'

/** Something to subscribe to, and the way to fire it. */
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
    for (const listener of [...this.#listeners])
      listener(value)
  }
}
