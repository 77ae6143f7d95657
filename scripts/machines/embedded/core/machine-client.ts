import type { Event } from '../../../base/event.ts'
import type { MachineDeadlines } from '../../deadlines.ts'
import type { CallOptions, Machine, RunOptions, RunResult, Shell, ShellOptions } from '../../machine.ts'
import type { ClientPort, ImageSource, Notice, Request, Requests, RequestType, WorkerMessage } from './protocol.ts'
import { Emitter } from '../../../base/emitter.ts'
import { DEFAULT_RUN_TIMEOUT_MS, machineDeadlines } from '../../deadlines.ts'
import { MachineLife } from '../../machine-life.ts'
import { MachineError } from '../../machine.ts'
import { ClientShell } from './client-shell.ts'

/** Lines of v86's console that the news of its death quotes. */
const MAX_NOISE_LINES = 5

export interface MachineClientOptions {
  /** Starts a worker that serves a core. Called once, by `start`. */
  connect: () => ClientPort
  /** A promise is waited for by `start`. */
  image: ImageSource | Promise<ImageSource>
  /** @default those of the embedded machine */
  deadlines?: MachineDeadlines
}

/** The embedded machine, seen from outside the thread that it computes in. */
export class MachineClient implements Machine {
  readonly kind = 'embedded'
  readonly onDeath: Event<Error>
  readonly onProgress: Event<number>
  readonly #options: MachineClientOptions
  readonly #life: MachineLife
  readonly #progress = new Emitter<number>()
  readonly #shells = new Map<number, ClientShell>()
  /** By checkpoint: the shells that were open then, and what they had printed without its being reported yet. */
  readonly #kept = new Map<string, { shell: ClientShell, pending: string, number: number }[]>()
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  readonly #noise: string[] = []
  #requestCount = 0
  #port: ClientPort | undefined

  constructor(options: MachineClientOptions) {
    this.#options = options
    this.#life = new MachineLife({
      name: 'embedded machine',
      deadlines: options.deadlines ?? machineDeadlines.embedded,
      release: reason => this.#release(reason),
    })
    this.onDeath = this.#life.onDeath
    this.onProgress = this.#progress.event
  }

  async start(signal: AbortSignal): Promise<void> {
    await this.#life.start(signal, {
      boot: () => this.#boot(),
    })
  }

  async openShell({ columns, rows, user = 'root' }: ShellOptions, call: CallOptions = {}): Promise<Shell> {
    return await this.#life.call('openShell', async () => {
      const { shell: number, processId } = await this.#request('open-shell', {
        options: { columns, rows, user },
      })
      const shell = this.#shellOf(number)
      shell.process = processId
      return shell
    }, {
      ...call,
      discard: shell => shell.kill(),
    })
  }

  async run(script: string, { timeout = DEFAULT_RUN_TIMEOUT_MS, signal }: RunOptions = {}): Promise<RunResult> {
    const id = ++this.#requestCount
    const cancel = (): void => this.#post({ type: 'cancel', id })
    // A core that stands still for good knows it, and answers at once.
    return await this.#life.run(async () => {
      signal?.throwIfAborted()
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
    }, { timeout, signal })
  }

  async save(checkpoint: string, call: CallOptions = {}): Promise<void> {
    await this.#life.call('save', async () => {
      await this.#request('save', { checkpoint })
      this.#kept.set(checkpoint, Array.from(this.#shells, ([number, shell]) => ({ number, shell, pending: shell.pending })))
    }, call)
  }

  async restore(checkpoint: string, call: CallOptions = {}): Promise<void> {
    await this.#life.call('restore', () => this.#request('restore', { checkpoint }), call)
  }

  async rewind(checkpoint: string, call: CallOptions = {}): Promise<ReadonlyMap<Shell, Shell>> {
    return await this.#life.call('restore', async () => {
      const revived = new Map((await this.#request('rewind', { checkpoint })).map(shell => [shell.was, shell]))
      const shells = new Map<Shell, Shell>()
      for (const { number, shell: was, pending } of this.#kept.get(checkpoint) ?? []) {
        const found = revived.get(number)
        if (!found)
          continue
        const shell = this.#shellOf(found.shell)
        shell.process = found.processId
        shell.goOnAfter(pending)
        shells.set(was, shell)
      }
      return shells
    }, call)
  }

  async suspend(call: CallOptions = {}): Promise<void> {
    await this.#life.call('suspend', () => this.#request('suspend', {}), call)
  }

  async resume(call: CallOptions = {}): Promise<void> {
    await this.#life.call('resume', () => this.#request('resume', {}), call)
  }

  async stop(): Promise<void> {
    await this.#life.stop()
  }

  async #boot(): Promise<void> {
    this.#port = this.#options.connect()
    this.#port.listen(message => this.#receive(message))
    this.#port.onFailure(reason => this.#die(reason))
    const image = await this.#options.image
    this.#life.signal.throwIfAborted()
    await this.#request('boot', { image })
  }

  #request<Type extends RequestType>(type: Type, input: Requests[Type]['input'], id = ++this.#requestCount): Promise<Requests[Type]['answer']> {
    const waiting = Promise.withResolvers<unknown>()
    this.#waiting.set(id, waiting)
    this.#port!.post({ type, id, ...input } as Request)
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
      progress: ({ share }) => {
        this.#life.progress()
        this.#progress.fire(share)
      },
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
    if (this.#life.isUp)
      this.#port?.post(notice)
  }

  #die(reason: Error): void {
    this.#life.die([reason.message, ...this.#noise].join('; '), reason)
  }

  async #release(reason: MachineError): Promise<void> {
    for (const waiting of this.#waiting.values())
      waiting.reject(reason)
    this.#waiting.clear()
    for (const shell of this.#shells.values())
      shell.lose()
    this.#shells.clear()
    await this.#port?.terminate()
  }
}
