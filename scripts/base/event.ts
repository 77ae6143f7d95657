/** Something that holds a subscription, a timer or a resource until it is disposed of. */
export interface Disposable {
  dispose: () => void
}

/** Subscribes a listener; the returned handle unsubscribes it. */
export type Event<T> = (listener: (value: T) => void) => Disposable
