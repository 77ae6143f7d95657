import type { RunResult } from '../../machine.ts'
import type { ControlChannel } from './control-channel.ts'
import type { Emulator } from './v86-emulator.ts'
import { scriptTimeout } from '../../script-timeout.ts'

/** Milliseconds that a killed script has to be reported as ended before its caller is told anyway. */
const KILL_GRACE_MS = 15_000

/** Inode of the root of the 9p file system. */
const ROOT_INODE = 0

const extensions = ['sh', 'out', 'err'] as const

interface Run {
  readonly done: PromiseWithResolvers<number>
  /** Why the run was killed. */
  reason?: Error
}

/** Runs scripts beside the shells: the script and its output travel as files over 9p, the control channel only rings the bell. */
export class ScriptRunner {
  readonly #emulator: Emulator
  readonly #control: ControlChannel
  readonly #runs = new Map<string, Run>()
  #count = 0

  constructor(emulator: Emulator, control: ControlChannel) {
    this.#emulator = emulator
    this.#control = control
  }

  /**
   * Runs a Bash script as root. After `timeout` milliseconds it is killed with its children.
   * @throws MachineError 'timeout', or the signal's reason
   */
  async run(script: string, timeout: number, signal: AbortSignal): Promise<RunResult> {
    signal.throwIfAborted()
    // Never used twice, not even across restored states: an old script may still be reported as done.
    const id = `run-${++this.#count}`
    const run: Run = {
      done: Promise.withResolvers(),
    }
    this.#runs.set(id, run)
    // It may be rejected before anyone waits for it.
    run.done.promise.catch(() => undefined)
    const onAbort = (): void => this.#kill(id, run, toError(signal.reason))
    signal.addEventListener('abort', onAbort, { once: true })
    const timer = setTimeout(() => this.#kill(id, run, scriptTimeout(script, timeout)), timeout)
    try {
      await this.#emulator.create_file(`${id}.sh`, new TextEncoder().encode(script))
      this.#control.send('run', id)
      const exitCode = await run.done.promise
      if (run.reason)
        throw run.reason
      return { exitCode, stdout: await this.#read(`${id}.out`), stderr: await this.#read(`${id}.err`) }
    }
    finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      this.#runs.delete(id)
      await this.#remove(id)
    }
  }

  /** The agent said that a script has ended. */
  async done(id: string, exitCode: number): Promise<void> {
    const run = this.#runs.get(id)
    if (run)
      return run.done.resolve(exitCode)
    // A script that was under way when the restored state was saved, or one that was given up.
    await this.#remove(id)
  }

  /** Rejects whatever is under way, because the state it ran in is gone. */
  abandon(reason: Error): void {
    for (const run of this.#runs.values())
      run.done.reject(reason)
  }

  #kill(id: string, run: Run, reason: Error): void {
    // The first reason wins.
    if (run.reason)
      return
    run.reason = reason
    this.#control.send('kill', id)
    // A machine that stands still cannot answer; the line waits for it.
    const grace = this.#emulator.is_running()
      ? KILL_GRACE_MS
      : 0
    const timer = setTimeout(() => run.done.reject(reason), grace)
    void run.done.promise.catch(() => undefined).then(() => clearTimeout(timer))
  }

  async #read(name: string): Promise<string> {
    // Not v86's own `read_file`, which takes an empty file for a missing one.
    const content = await this.#emulator.fs9p.read_file(name)
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(content ?? new Uint8Array())
  }

  async #remove(id: string): Promise<void> {
    const { fs9p } = this.#emulator
    for (const extension of extensions) {
      const name = `${id}.${extension}`
      const inode = fs9p.Search(ROOT_INODE, name)
      if (inode === -1)
        continue
      fs9p.Unlink(ROOT_INODE, name)
      await fs9p.DeleteData(inode)
    }
  }
}

function toError(reason: unknown): Error {
  return reason instanceof Error
    ? reason
    : new Error(String(reason))
}
