import type { RunResult } from '../../machine.ts'
import type { ControlChannel } from './control-channel.ts'
import type { Emulator } from './v86-emulator.ts'
import { KILL_GRACE_MS } from '../../deadlines.ts'
import { PendingScripts } from '../../pending-scripts.ts'

/** Inode of the root of the 9p file system. */
const ROOT_INODE = 0

const extensions = ['sh', 'out', 'err'] as const

/** Runs scripts beside the shells: the script and its output travel as files over 9p, the control channel only rings the bell. */
export class ScriptRunner {
  readonly #emulator: Emulator
  readonly #control: ControlChannel
  readonly #pending: PendingScripts
  #count = 0

  constructor(emulator: Emulator, control: ControlChannel) {
    this.#emulator = emulator
    this.#control = control
    this.#pending = new PendingScripts(
      id => control.send('kill', id),
      // A machine that stands still cannot answer; the line waits for it.
      () => emulator.is_running()
        ? KILL_GRACE_MS
        : 0,
    )
  }

  /**
   * Runs a Bash script as root. After `timeout` milliseconds it is killed with its children.
   * @throws MachineError 'timeout', or the signal's reason
   */
  async run(script: string, timeout: number, signal: AbortSignal): Promise<RunResult> {
    // Never used twice, not even across restored states: an old script may still be reported as done.
    const id = `run-${++this.#count}`
    try {
      const exitCode = await this.#pending.run({ id, script, timeout, signal }, async () => {
        await this.#emulator.create_file(`${id}.sh`, new TextEncoder().encode(script))
        this.#control.send('run', id)
      })
      return { exitCode, stdout: await this.#read(`${id}.out`), stderr: await this.#read(`${id}.err`) }
    }
    finally {
      await this.#remove(id)
    }
  }

  /** The agent said that a script has ended. */
  async done(id: string, exitCode: number): Promise<void> {
    // A script that was under way when the restored state was saved, or was given up, has no caller.
    if (!this.#pending.done(id, exitCode))
      await this.#remove(id)
  }

  /** Rejects whatever is under way, because the state it ran in is gone. */
  abandon(reason: Error): void {
    this.#pending.abandon(reason)
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
