import type { Event } from './event.ts'

/**
 * Resolves with true as soon as `condition` holds, looking now and after every `change`, or with false after `milliseconds`.
 * Rejects with the signal's reason when it is aborted.
 */
export async function waitUntil(condition: () => boolean, change: Event<void>, milliseconds: number, signal?: AbortSignal): Promise<boolean> {
  signal?.throwIfAborted()
  if (condition())
    return true
  const { promise, resolve, reject } = Promise.withResolvers<boolean>()
  const listener = change(() => condition() && resolve(true))
  const timer = Number.isFinite(milliseconds)
    ? setTimeout(() => resolve(condition()), milliseconds)
    : undefined
  const onAbort = (): void => reject(signal!.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  try {
    return await promise
  }
  finally {
    clearTimeout(timer)
    listener.dispose()
    signal?.removeEventListener('abort', onAbort)
  }
}
