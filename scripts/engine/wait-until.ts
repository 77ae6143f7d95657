import type { Event } from '../machines/machine.ts'

/**
 * Resolves with true as soon as `condition` holds, looking now and after every `change`, or with false after `milliseconds`.
 * Rejects with the signal's reason when it is aborted.
 */
export async function waitUntil(condition: () => boolean, change: Event<void>, milliseconds: number, signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted()
  if (condition())
    return true
  return await new Promise<boolean>((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const onAbort = (): void => {
      release()
      reject(signal.reason as Error)
    }
    const listener = change(() => {
      if (condition())
        settle(true)
    })
    const release = (): void => {
      clearTimeout(timer)
      listener.dispose()
      signal.removeEventListener('abort', onAbort)
    }
    const settle = (held: boolean): void => {
      release()
      resolve(held)
    }
    if (Number.isFinite(milliseconds))
      timer = setTimeout(() => settle(condition()), milliseconds)
    signal.addEventListener('abort', onAbort, { once: true })
  })
}
