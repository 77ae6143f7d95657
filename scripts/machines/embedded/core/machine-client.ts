import type { Event, Machine, RunOptions, RunResult, Shell, ShellOptions } from '../../machine.ts'
import type { ClientPort, ImageSource, Notice, Request, Requests, RequestType, WorkerMessage } from './protocol.ts'
import { Emitter } from '../../emitter.ts'
import { MachineError } from '../../machine.ts'
import { ClientShell, LOST_SHELL } from './client-shell.ts'

/** Milliseconds for a script that says nothing else. */
const DEFAULT_RUN_TIMEOUT_MS = 30_000

/** Lines of v86's console that the news of its death quotes. */
const MAX_NOISE_LINES = 5

export interface MachineClientOptions {
  /** Starts a worker that serves a core. Called once, by `start`. */
  connect: () => ClientPort
  /** A promise is waited for by `start`. */
  image: ImageSource | Promise<ImageSource>
}

/** The embedded machine, seen from outside the thread that it computes in. */
export class MachineClient implements Machine {
  readonly kind = 'embedded'
  readonly #options: MachineClientOptions
  readonly #death = new Emitter<Error>()
  readonly #progress = new Emitter<number>()
  readonly #shells = new Map<number, ClientShell>()
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  readonly #noise: string[] = []
  readonly #over = new AbortController()
  #requestCount = 0
  #port: ClientPort | undefined
  #started: Promise<void> | undefined

  constructor(options: MachineClientOptions) {
    this.#options = options
  }

  readonly onDeath: Event<Error> = this.#death.event
  readonly onProgress: Event<number> = this.#progress.event

  async start(signal: AbortSignal): Promise<void> {
    if (signal.aborted)
      this.#abort(signal)
    else
      signal.addEventListener('abort', () => this.#abort(signal), { once: true, signal: this.#over.signal })
    try {
      this.#over.signal.throwIfAborted()
      await (this.#started ??= this.#boot())
    }
    catch (error) {
      signal.throwIfAborted()
      throw error
    }
  }

  async openShell({ columns, rows, user = 'root' }: ShellOptions): Promise<Shell> {
    const number = await this.#request('open-shell', {
      options: { columns, rows, user },
    })
    return this.#shellOf(number)
  }

  async run(script: string, { timeout = DEFAULT_RUN_TIMEOUT_MS, signal }: RunOptions = {}): Promise<RunResult> {
    signal?.throwIfAborted()
    const id = ++this.#requestCount
    const cancel = (): void => this.#post({ type: 'cancel', id })
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      return await this.#request('run', { script, timeout }, id)
    }
    catch (error) {
      signal?.throwIfAborted()
      throw error
    }
    finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  async save(checkpoint: string): Promise<void> {
    await this.#request('save', { checkpoint })
  }

  async restore(checkpoint: string): Promise<void> {
    await this.#request('restore', { checkpoint })
  }

  async suspend(): Promise<void> {
    await this.#request('suspend', {})
  }

  async resume(): Promise<void> {
    await this.#request('resume', {})
  }

  async stop(): Promise<void> {
    await this.#finish(new MachineError('stopped', 'The machine was stopped.'))
  }

  async #boot(): Promise<void> {
    this.#port = this.#options.connect()
    this.#port.listen(message => this.#receive(message))
    this.#port.onFailure(reason => this.#die(reason))
    try {
      await this.#request('boot', { image: await this.#options.image })
    }
    catch (error) {
      const reason = error instanceof MachineError
        ? error
        : new MachineError('start-failed', `The embedded machine did not start: ${describe(error)}`, { cause: error })
      await this.#finish(reason)
      throw reason
    }
  }

  #request<Type extends RequestType>(type: Type, input: Requests[Type]['input'], id = ++this.#requestCount): Promise<Requests[Type]['answer']> {
    if (this.#over.signal.aborted)
      return Promise.reject(this.#over.signal.reason)
    if (!this.#port)
      return Promise.reject(new MachineError('stopped', 'The machine has not been started.'))
    const waiting = Promise.withResolvers<unknown>()
    this.#waiting.set(id, waiting)
    this.#port.post({ type, id, ...input } as Request)
    return waiting.promise as Promise<Requests[Type]['answer']>
  }

  #receive(message: WorkerMessage): void {
    const handlers = {
      answer: ({ id, answer }) => this.#take(id)?.resolve(answer),
      failure: ({ id, code, message }) => this.#take(id)?.reject(code
        ? new MachineError(code, message)
        : new Error(message)),
      output: ({ shell, data }) => this.#shellOf(shell).receive(data),
      exit: ({ shell, exit, rest }) => {
        const ended = this.#shellOf(shell)
        this.#shells.delete(shell)
        ended.end(exit, rest)
      },
      progress: ({ share }) => this.#progress.fire(share),
      panic: ({ words }) => this.#die(new Error(words)),
      noise: ({ text }) => {
        this.#noise.push(text)
        this.#noise.splice(0, this.#noise.length - MAX_NOISE_LINES)
      },
    } satisfies { [Type in WorkerMessage['type']]: (message: Extract<WorkerMessage, { type: Type }>) => void }
    ;(handlers[message.type] as (message: WorkerMessage) => void)(message)
  }

  #take(id: number): PromiseWithResolvers<unknown> | undefined {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    return waiting
  }

  #shellOf(number: number): ClientShell {
    let shell = this.#shells.get(number)
    if (!shell) {
      shell = new ClientShell(number, notice => this.#post(notice))
      this.#shells.set(number, shell)
    }
    return shell
  }

  #post(notice: Notice): void {
    if (!this.#over.signal.aborted)
      this.#port?.post(notice)
  }

  #abort(signal: AbortSignal): void {
    void this.#finish(new MachineError('stopped', 'The machine was stopped by an abort signal.', { cause: signal.reason }))
  }

  #die(reason: Error): void {
    if (this.#over.signal.aborted)
      return
    const words = [reason.message, ...this.#noise].join('; ')
    const error = new MachineError('died', `The embedded machine died: ${words}. Start a new one.`, { cause: reason })
    void this.#finish(error)
    this.#death.fire(error)
  }

  /** The first reason wins. */
  async #finish(reason: MachineError): Promise<void> {
    if (!this.#over.signal.aborted) {
      this.#over.abort(reason)
      for (const waiting of this.#waiting.values())
        waiting.reject(reason)
      this.#waiting.clear()
      for (const shell of this.#shells.values())
        shell.end(LOST_SHELL)
      this.#shells.clear()
    }
    await this.#port?.terminate()
  }
}

function describe(error: unknown): string {
  return error instanceof Error
    ? error.message
    : String(error)
}
