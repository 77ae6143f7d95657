import type { Event } from './machine.ts'
import { Emitter } from './emitter.ts'
import { MachineError } from './machine.ts'

/** How a machine begins and ends: it starts once, ends once, and the first reason wins. */
export class MachineLife {
  readonly onDeath: Event<Error>
  readonly #death = new Emitter<Error>()
  readonly #over = new AbortController()
  readonly #release: (reason: MachineError) => Promise<void>
  #started: Promise<void> | undefined
  #released: Promise<void> | undefined

  /** `release` gives back everything that the machine holds. Called once, at its end. */
  constructor(release: (reason: MachineError) => Promise<void>) {
    this.#release = release
    this.onDeath = this.#death.event
  }

  /** Aborted at the machine's end, with the `MachineError` it ended for. */
  get signal(): AbortSignal {
    return this.#over.signal
  }

  /** Starts the machine, the first time it is asked. Aborting `signal` ends it, also later. Rejects with its reason, or with why there is no machine. */
  async start(signal: AbortSignal, boot: () => Promise<void>): Promise<void> {
    const abort = (): void => void this.end(new MachineError('stopped', 'The machine was stopped by an abort signal.', { cause: signal.reason }))
    if (signal.aborted)
      abort()
    else
      signal.addEventListener('abort', abort, { once: true, signal: this.signal })
    try {
      this.signal.throwIfAborted()
      await (this.#started ??= this.#boot(boot))
    }
    catch (error) {
      signal.throwIfAborted()
      throw error
    }
  }

  /** Rejects with the reason of its end, or because it was never started. */
  assertStarted(): void {
    this.signal.throwIfAborted()
    if (!this.#started)
      throw new MachineError('stopped', 'The machine has not been started.')
  }

  /** The machine ended by itself. */
  die(error: MachineError): void {
    if (this.signal.aborted)
      return
    void this.end(error)
    this.#death.fire(error)
  }

  /** Ends the machine. Resolves when everything is given back. */
  async end(reason: MachineError): Promise<void> {
    if (!this.signal.aborted)
      this.#over.abort(reason)
    await (this.#released ??= this.#release(reason))
  }

  async #boot(boot: () => Promise<void>): Promise<void> {
    try {
      await boot()
      this.signal.throwIfAborted()
    }
    catch (error) {
      const reason = error instanceof MachineError
        ? error
        : new MachineError('start-failed', `The machine did not start: ${error instanceof Error
            ? error.message
            : String(error)}`, { cause: error })
      await this.end(reason)
      throw this.signal.reason
    }
  }
}
