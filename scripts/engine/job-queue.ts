import type { Event } from '../machines/machine.ts'
import { Emitter } from '../machines/emitter.ts'
import { DemoError } from './demo-error.ts'

export type Job = (signal: AbortSignal) => Promise<void>

/** Runs jobs one after the other, in rounds: a new round ends the job that is running and drops those that wait. */
export class JobQueue {
  /** Fires after every job. */
  readonly onDone: Event<void>
  readonly #done = new Emitter<void>()
  readonly #onError: (error: unknown) => void
  #round = new AbortController()
  #work: Promise<void> = Promise.resolve()
  #jobs = 0

  /** `onError` gets what a job threw, unless its round was over; the next job still gets its turn. */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
    this.onDone = this.#done.event
  }

  /** Nothing runs and nothing waits. */
  get empty(): boolean {
    return this.#jobs === 0
  }

  /** Adds a job to the present round. Resolves when its turn is over, however it ended. */
  add(job: Job): Promise<void> {
    const { signal } = this.#round
    this.#jobs++
    this.#work = this.#work.then(async () => {
      try {
        if (!signal.aborted)
          await job(signal)
      }
      catch (error) {
        if (!signal.aborted)
          this.#onError(error)
      }
      this.#jobs--
      this.#done.fire()
    })
    return this.#work
  }

  newRound(reason: string): void {
    this.#round.abort(new DemoError('busy', reason))
    this.#round = new AbortController()
  }

  /** Ends the last round. Resolves when no job is left. */
  async close(reason: string): Promise<void> {
    this.#round.abort(new DemoError('busy', reason))
    await this.#work
  }
}
