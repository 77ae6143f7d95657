/**
 * Waits for a promise, but no longer than so many milliseconds; then rejects with what `describe` makes.
 */
export async function withDeadline<T>(promise: Promise<T>, milliseconds: number, describe: () => Error): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(describe()), milliseconds)
  try {
    return await Promise.race([promise, late])
  }
  finally {
    clearTimeout(timer)
  }
}

/** Milliseconds that the guest's agent has for an answer that takes it milliseconds when it is well and the computer is not busy. */
export const AGENT_TIMEOUT_MS = 30_000
