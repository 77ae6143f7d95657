import type { Readable, Writable } from 'node:stream'
import type { RunResult } from '../machine.ts'
import { Buffer } from 'node:buffer'
import { createInterface } from 'node:readline'
import { scriptTimeout } from '../script-timeout.ts'

/** Milliseconds that a killed script has to be reported as ended before its caller is told anyway. */
const KILL_GRACE_MS = 15_000

interface Run {
  readonly done: PromiseWithResolvers<number>
  readonly out: string[]
  readonly err: string[]
  /** Why the run was killed. */
  reason?: Error
}

/** The conversation with `runner` on a host: scripts go in, output comes out, in base64 and line by line. */
export class RunnerChannel {
  /** Resolves when the host takes scripts, with the folder that this connection has there. */
  readonly ready: Promise<string>
  readonly #input: Writable
  readonly #runs = new Map<string, Run>()
  #count = 0

  constructor(input: Writable, output: Readable) {
    this.#input = input
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
   * @throws MachineError 'timeout', or the signal's reason
   */
  async run(script: string, timeout: number, signal?: AbortSignal): Promise<RunResult> {
    signal?.throwIfAborted()
    const id = `${++this.#count}`
    const run = this.#begin(id)
    const onAbort = (): void => this.#kill(id, run, signal!.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    const timer = setTimeout(() => this.#kill(id, run, scriptTimeout(script, timeout)), timeout)
    try {
      this.#send('run', id, Buffer.from(script).toString('base64'))
      const exitCode = await run.done.promise
      if (run.reason)
        throw run.reason
      return {
        exitCode,
        stdout: decode(run.out),
        stderr: decode(run.err),
      }
    }
    finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      this.#runs.delete(id)
    }
  }

  /** Sets the host's wall clock to this computer's. */
  async setClock(): Promise<void> {
    const { done } = this.#begin('time')
    this.#send('time', (Date.now() / 1000).toFixed(3))
    await done.promise
  }

  /** Ends the shell that wrote its process id to `<id>.shell`, and what it runs. */
  closeShell(id: string): void {
    this.#send('close', id)
  }

  /** Rejects whatever is under way. */
  abandon(reason: Error): void {
    for (const { done } of this.#runs.values())
      done.reject(reason)
  }

  #begin(id: string): Run {
    const run: Run = {
      done: Promise.withResolvers(),
      out: [],
      err: [],
    }
    // It may be rejected before anyone waits for it.
    run.done.promise.catch(() => undefined)
    this.#runs.set(id, run)
    return run
  }

  #take(kind: string, id: string, text: string): void {
    const run = this.#runs.get(id)
    if (kind === 'done')
      run?.done.resolve(Number(text))
    else if (kind === 'out' || kind === 'err')
      run?.[kind].push(text)
  }

  #kill(id: string, run: Run, reason: Error): void {
    // The first reason wins.
    if (run.reason)
      return
    run.reason = reason
    this.#send('kill', id)
    const timer = setTimeout(() => run.done.reject(reason), KILL_GRACE_MS)
    void run.done.promise.catch(() => undefined).then(() => clearTimeout(timer))
  }

  #send(...words: string[]): void {
    this.#input.write(`${words.join(' ')}\n`)
  }
}

function decode(pieces: readonly string[]): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.from(pieces.join(''), 'base64'))
}
