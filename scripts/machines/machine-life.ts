import type { Event } from '../base/event.ts'
import type { MachineDeadlines, TimedCall } from './deadlines.ts'
import type { CallOptions } from './machine.ts'
import { abortable } from '../base/abortable.ts'
import { withDeadline } from '../base/deadline.ts'
import { Emitter } from '../base/emitter.ts'
import { MachineError } from './machine.ts'

export interface MachineLifeOptions {
  /** What errors call it, such as `full machine`. */
  name: string
  deadlines: MachineDeadlines
  /**
   * Gives back everything that the machine holds. Called once, at its end, and once more when a start that was under way has ended, which may
   * have taken something meanwhile.
   */
  release: (reason: MachineError) => Promise<void>
}

export interface StartOptions {
  /** What has to be done first, with a deadline of its own. @default nothing */
  prepare?: () => Promise<void>
  boot: () => Promise<void>
}

export interface LifeCallOptions<T> extends CallOptions {
  /** Gives back a result that comes after its caller has given up. @default it is dropped */
  discard?: (late: T) => void
}

export interface LifeRunOptions extends CallOptions {
  timeout: number
  /** Whether the machine stands still for good reason, and can report nothing. @default it never does */
  isStill?: () => boolean
}

/**
 * How a machine begins, is used and ends: it starts once, ends once, and the first reason wins. No call outlasts its deadline, its caller's
 * patience or the machine.
 */
export class MachineLife {
  readonly onDeath: Event<Error>
  readonly #death = new Emitter<Error>()
  readonly #over = new AbortController()
  readonly #options: MachineLifeOptions
  #started: Promise<void> | undefined
  #isUp = false
  #startTimer: ReturnType<typeof setTimeout> | undefined
  #released: Promise<void> | undefined

  constructor(options: MachineLifeOptions) {
    this.#options = options
    this.onDeath = this.#death.event
  }

  /** Aborted at the machine's end, with the `MachineError` it ended for. */
  get signal(): AbortSignal {
    return this.#over.signal
  }

  /** The machine has started and not ended: what is asked of it now is done at once. */
  get isUp(): boolean {
    return this.#isUp && !this.signal.aborted
  }

  /** Starts the machine, the first time it is asked. Aborting `signal` ends it, also later. Rejects with its reason, or with why there is no machine. */
  async start(signal: AbortSignal, options: StartOptions): Promise<void> {
    const abort = (): void => this.#endUnwatched(new MachineError('stopped', 'The machine was stopped by an abort signal.', { cause: signal.reason }))
    if (signal.aborted)
      abort()
    else
      signal.addEventListener('abort', abort, { once: true, signal: this.signal })
    try {
      this.signal.throwIfAborted()
      await abortable(this.#started ??= this.#boot(options), this.signal)
    }
    catch (error) {
      signal.throwIfAborted()
      throw error
    }
  }

  /** A sign of life of a machine that starts: its deadline begins anew. */
  progress(): void {
    if (this.#startTimer !== undefined)
      this.#watchStart()
  }

  /** Asks something of the machine, which is given up when its answer does not come in time. Waits for a start that is under way. */
  async call<T>(name: TimedCall, work: () => Promise<T>, { signal, discard }: LifeCallOptions<T> = {}): Promise<T> {
    signal?.throwIfAborted()
    const milliseconds = this.#options.deadlines[name]
    let timer: ReturnType<typeof setTimeout> | undefined
    const result = this.#onceUp(() => {
      timer = setTimeout(() => this.#giveUp(`did not do "${name}"`, milliseconds), milliseconds)
      return work()
    })
    try {
      return await abortable(result, signal
        ? AbortSignal.any([this.signal, signal])
        : this.signal)
    }
    catch (error) {
      void result.then(discard, () => undefined)
      throw error
    }
    finally {
      clearTimeout(timer)
    }
  }

  /**
   * Runs a script, which `work` kills after `timeout` milliseconds or when `signal` is aborted. The machine is given up when it does not even
   * report that.
   */
  async run<T>(work: () => Promise<T>, { timeout, signal, isStill = () => false }: LifeRunOptions): Promise<T> {
    signal?.throwIfAborted()
    const { kill } = this.#options.deadlines
    const giveUp = (): void => {
      if (!isStill())
        this.#giveUp('did not end a script', kill)
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const onAbort = (): void => {
      clearTimeout(timer)
      timer = setTimeout(giveUp, kill)
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    try {
      return await abortable(this.#onceUp(() => {
        timer = setTimeout(giveUp, timeout + kill)
        return work()
      }), this.signal)
    }
    finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
  }

  /** The machine ended by itself. */
  die(reason: string, cause?: unknown): void {
    if (this.signal.aborted)
      return
    const error = new MachineError('died', `The ${this.#options.name} died: ${reason}. Start a new one.`, { cause })
    this.#endUnwatched(error)
    this.#death.fire(error)
  }

  /** Ends the machine, as it was asked to. Resolves when everything is given back. @throws MachineError 'timeout' when that takes too long */
  async stop(): Promise<void> {
    await this.#end(new MachineError('stopped', 'The machine was stopped.'))
  }

  async #end(reason: MachineError): Promise<void> {
    if (!this.signal.aborted)
      this.#over.abort(reason)
    const { name, deadlines, release } = this.#options
    await (this.#released ??= withDeadline(release(reason), deadlines.stop, () =>
      new MachineError('timeout', `The ${name} did not end within ${seconds(deadlines.stop)}. Look for what is left of it: ps -e`)))
  }

  /** For ends without a caller; the caller of `stop` is told what went wrong. */
  #endUnwatched(reason: MachineError): void {
    this.#end(reason).catch(() => undefined)
  }

  #giveUp(what: string, milliseconds: number): void {
    this.die(`it ${what} within ${seconds(milliseconds)} and was given up`)
  }

  /** At once where it can be, so that calls take effect in the order they are made. */
  #onceUp<T>(work: () => Promise<T>): Promise<T> {
    if (this.signal.aborted)
      return Promise.reject(this.signal.reason)
    if (this.#isUp)
      return work()
    return this.#started?.then(work) ?? Promise.reject(new MachineError('stopped', 'The machine has not been started.'))
  }

  #watchStart(): void {
    clearTimeout(this.#startTimer)
    const { name, deadlines } = this.#options
    this.#startTimer = setTimeout(() => this.#endUnwatched(new MachineError('start-failed', `The ${name} did not start within ${seconds(deadlines.start)} and was given up. Try again.`)), deadlines.start)
  }

  async #boot({ prepare, boot }: StartOptions): Promise<void> {
    try {
      await prepare?.()
      this.signal.throwIfAborted()
      this.#watchStart()
      await boot()
      this.signal.throwIfAborted()
      this.#isUp = true
    }
    catch (error) {
      const reason = error instanceof MachineError
        ? error
        : new MachineError('start-failed', `The ${this.#options.name} did not start: ${error instanceof Error
            ? error.message
            : String(error)}`, { cause: error })
      if (this.signal.aborted)
        await this.#options.release(reason)
      else
        await this.#end(reason)
      throw this.signal.reason
    }
    finally {
      clearTimeout(this.#startTimer)
      this.#startTimer = undefined
    }
  }
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1000} s`
}
