import type { Readable, Writable } from 'node:stream'
import type { RunResult } from '../machine.ts'
import { Buffer } from 'node:buffer'
import { createInterface } from 'node:readline'
import { PendingScripts } from '../pending-scripts.ts'

/** Milliseconds between two signs of life; several fit into the silence after which a host gives a connection up. */
const PULSE_MS = 4_000

/** What a script said, in pieces. */
interface Output {
  readonly out: string[]
  readonly err: string[]
}

/** The conversation with `runner` on a host: scripts go in, output comes out, in base64 and line by line. */
export class RunnerChannel {
  /** Resolves when the host takes scripts, with the folder that this connection has there. */
  readonly ready: Promise<string>
  readonly #input: Writable
  readonly #pending = new PendingScripts(id => this.#send('kill', id))
  readonly #outputs = new Map<string, Output>()
  readonly #pulse: NodeJS.Timeout | undefined
  #count = 0
  /** Set while the host sets its clock. */
  #clock: PromiseWithResolvers<void> | undefined
  /** Why nothing can be asked of the host any more. */
  #end: Error | undefined

  /** `hasPulse`: the host wants to hear from us, or it ends what is ours. */
  constructor(input: Writable, output: Readable, hasPulse = false) {
    this.#input = input
    if (hasPulse)
      this.#pulse = setInterval(() => this.#send('pulse'), PULSE_MS).unref()
    // A connection that is lost says so by its end; what is written until then goes nowhere.
    input.on('error', () => undefined)
    const ready = Promise.withResolvers<string>()
    this.ready = ready.promise
    createInterface(output).on('line', (line) => {
      const [kind = '', id = '', text = ''] = line.split(' ')
      if (kind === 'ready')
        ready.resolve(id)
      else
        this.#take(kind, id, text)
    })
  }

  /**
   * Runs a Bash script. After `timeout` milliseconds it is killed with its children.
   * @throws MachineError 'timeout', the signal's reason, or the reason of `abandon`
   */
  async run(script: string, timeout: number, signal?: AbortSignal): Promise<RunResult> {
    this.#assertOpen()
    const id = `${++this.#count}`
    const output: Output = { out: [], err: [] }
    this.#outputs.set(id, output)
    try {
      const exitCode = await this.#pending.run({ id, script, timeout, signal }, () => this.#send('run', id, Buffer.from(script).toString('base64')))
      return {
        exitCode,
        stdout: decode(output.out),
        stderr: decode(output.err),
      }
    }
    finally {
      this.#outputs.delete(id)
    }
  }

  /** Sets the host's wall clock to this computer's. @throws the reason of `abandon` */
  async setClock(): Promise<void> {
    this.#assertOpen()
    this.#clock ??= Promise.withResolvers()
    this.#send('time', (Date.now() / 1000).toFixed(3))
    await this.#clock.promise
  }

  /** Ends the shell that wrote its process id to `<id>.shell`, and what it runs. */
  closeShell(id: string): void {
    this.#send('close', id)
  }

  /** Rejects whatever is under way or comes later. */
  abandon(reason: Error): void {
    this.#end ??= reason
    clearInterval(this.#pulse)
    this.#pending.abandon(reason)
    this.#clock?.reject(reason)
  }

  #assertOpen(): void {
    if (this.#end)
      throw this.#end
  }

  #take(kind: string, id: string, text: string): void {
    if (kind === 'done' && id === 'time') {
      this.#clock?.resolve()
      this.#clock = undefined
    }
    else if (kind === 'done') {
      this.#pending.done(id, Number(text))
    }
    else if (kind === 'out' || kind === 'err') {
      this.#outputs.get(id)?.[kind].push(text)
    }
  }

  #send(...words: string[]): void {
    this.#input.write(`${words.join(' ')}\n`)
  }
}

function decode(pieces: readonly string[]): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(pieces.join(''), 'base64'))
}
