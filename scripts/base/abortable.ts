/** The promise, unless the signal is aborted first: then it rejects with the signal's reason, and a later settlement is ignored. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = (): void => reject(signal.reason)
  if (signal.aborted)
    onAbort()
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([promise, aborted])
  }
  finally {
    signal.removeEventListener('abort', onAbort)
  }
}
