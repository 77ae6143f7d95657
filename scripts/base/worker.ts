/** Milliseconds that an ended job has to notice, before the next one begins without waiting for it any longer. */
const GRACE_MS = 1_000

export type Job<Result> = (signal: AbortSignal) => Promise<Result>

export interface JobEnds<Result> {
  done: (result: Result) => void
  failed: (error: unknown) => void
}

/** Does one job at a time: a new one ends the one before. */
export class Worker {
  #job = new AbortController()
  #ended: Promise<void> = Promise.resolve()

  /** Resolves when nothing runs that was begun before. */
  get ended(): Promise<void> {
    return this.#ended
  }

  /** Begins a job, soon. How it ends is not told of one that was ended by `cancel` or by another one. */
  work<Result>(job: Job<Result>, { done, failed }: JobEnds<Result>): void {
    this.cancel()
    const { signal } = this.#job = new AbortController()
    const run = async (): Promise<void> => {
      if (signal.aborted)
        return
      try {
        const result = await job(signal)
        if (!signal.aborted)
          done(result)
      }
      catch (error) {
        if (!signal.aborted)
          failed(error)
      }
    }
    this.#ended = this.#ended.then(() => untilGivenUp(run(), signal))
  }

  /** Ends the job that runs. */
  cancel(): void {
    this.#job.abort(new Error('Something else is wanted now.'))
  }
}

/** Waits for a job; for one that does not heed its signal, not for ever. */
async function untilGivenUp(job: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise: givenUp, resolve } = Promise.withResolvers<void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const onAbort = (): void => void (timer = setTimeout(resolve, GRACE_MS))
  signal.addEventListener('abort', onAbort, { once: true })
  await Promise.race([job, givenUp])
  signal.removeEventListener('abort', onAbort)
  clearTimeout(timer)
}
