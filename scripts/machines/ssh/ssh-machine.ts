import type { MachineDeadlines } from '../deadlines.ts'
import type { CallOptions, Machine, RunOptions, RunResult, Shell, ShellOptions } from '../machine.ts'
import type { SshTarget } from './ssh-connection.ts'
import type { SshHost } from './ssh-host.ts'
import { withDeadline } from '../../base/deadline.ts'
import { Exclusive } from '../../base/exclusive.ts'
import { DEFAULT_RUN_TIMEOUT_MS, machineDeadlines } from '../deadlines.ts'
import { MachineLife } from '../machine-life.ts'
import { BASE_CHECKPOINT, MachineError } from '../machine.ts'
import { makeBoxScript, removeBoxScript } from './box.ts'
import { SshConnection } from './ssh-connection.ts'
import { makeSocket } from './ssh-host.ts'

/** Milliseconds for making a box, which may wait for another one, and for taking it away. */
const BOX_MS = 90_000
/** Milliseconds that a host has to take its box away when the machine ends. What it has not done by then it does alone. */
const FAREWELL_MS = 5_000

/**
 * A host of the user's: demos run in a box on it (`box.ts`), which is thrown away to return to the start. It knows the checkpoint `base` only,
 * and goes on when it is suspended: stopping it would stop what else it does.
 */
export class SshMachine implements Machine {
  readonly kind = 'ssh'
  readonly onDeath: Machine['onDeath']
  readonly #host: SshHost
  readonly #life: MachineLife
  readonly #exclusive = new Exclusive()
  #socket: Awaited<ReturnType<typeof makeSocket>> | undefined
  /** To the host itself, beside the box. */
  #outside: SshConnection | undefined
  #inside: SshConnection | undefined
  /** Nothing can be said to the host any more. */
  #isLost = false

  constructor(host: SshHost, deadlines: MachineDeadlines = machineDeadlines.ssh) {
    this.#host = host
    this.#life = new MachineLife({
      name: 'machine on a host',
      deadlines,
      release: reason => this.#release(reason),
    })
    this.onDeath = this.#life.onDeath
  }

  async start(signal: AbortSignal): Promise<void> {
    await this.#life.start(signal, {
      boot: () => this.#boot(),
    })
  }

  async openShell({ columns, rows, user = 'root' }: ShellOptions, call: CallOptions = {}): Promise<Shell> {
    return await this.#life.call('openShell', async () => {
      await this.#exclusive.idle()
      return await this.#box.openShell({ columns, rows }, user)
    }, {
      ...call,
      discard: shell => shell.kill(),
    })
  }

  async run(script: string, { timeout = DEFAULT_RUN_TIMEOUT_MS, signal }: RunOptions = {}): Promise<RunResult> {
    return await this.#life.run(async () => {
      // At once where it can be, so that calls take effect in the order they are made.
      if (!this.#exclusive.isIdle)
        await this.#exclusive.idle()
      return await this.#box.run(script, timeout, signal)
    }, { timeout, signal })
  }

  async save(checkpoint: string, call: CallOptions = {}): Promise<void> {
    await this.#life.call('save', async () => {
      throw new MachineError('unknown-checkpoint', `A host can return to ${JSON.stringify(BASE_CHECKPOINT)} only, and not save ${JSON.stringify(checkpoint)}.`)
    }, call)
  }

  async restore(checkpoint: string, call: CallOptions = {}): Promise<void> {
    await this.#life.call('restore', () => this.#exclusive.run(async () => {
      if (checkpoint !== BASE_CHECKPOINT)
        throw new MachineError('unknown-checkpoint', `There is no checkpoint ${JSON.stringify(checkpoint)}. A host has ${BASE_CHECKPOINT} only.`)
      await this.#removeBox(new MachineError('stopped', `The machine was returned to the checkpoint ${JSON.stringify(checkpoint)} meanwhile.`), BOX_MS)
      await this.#makeBox()
    }), call)
  }

  async suspend(call: CallOptions = {}): Promise<void> {
    await this.#life.call('suspend', async () => undefined, call)
  }

  async resume(call: CallOptions = {}): Promise<void> {
    await this.#life.call('resume', async () => undefined, call)
  }

  async stop(): Promise<void> {
    await this.#life.stop()
  }

  /** The connection into the box; none where a box could not be made anew. */
  get #box(): SshConnection {
    if (!this.#inside)
      throw new MachineError('died', `There is no box for demos on ${this.#host.destination}. Reset the demo.`)
    return this.#inside
  }

  async #boot(): Promise<void> {
    const socket = this.#socket = await makeSocket()
    this.#outside = await this.#connect({ ...this.#host, socket: socket.path })
    await this.#makeBox()
  }

  async #connect(target: SshTarget): Promise<SshConnection> {
    const connection = await SshConnection.open({ ...target, watched: true }, () => {}, this.#life.signal)
    connection.onLost((reason) => {
      this.#isLost = true
      this.#life.die(`the connection to ${this.#host.destination} was lost: ${reason.message}`)
    })
    return connection
  }

  async #makeBox(): Promise<void> {
    const outside = this.#outside!
    const { exitCode, stdout, stderr } = await outside.run(makeBoxScript(outside.folder), BOX_MS, this.#life.signal)
    if (exitCode !== 0)
      throw new MachineError('start-failed', `${this.#host.destination} makes no box for demos: ${stderr.trim()}`)
    this.#inside = await this.#connect({
      ...this.#host,
      socket: this.#socket!.path,
      enter: `bash ${stdout.trim()}`,
    })
  }

  async #removeBox(reason: MachineError, patience: number): Promise<void> {
    this.#inside?.close(reason)
    this.#inside = undefined
    const outside = this.#outside!
    const { stdout } = await outside.run(removeBoxScript(outside.folder), patience)
    if (stdout.trim() !== '')
      throw new MachineError('died', `Control groups are left on ${this.#host.destination} that a demo made: ${stdout.trim().split('\n').join(', ')}. Remove them by hand: rmdir`)
  }

  async #release(reason: MachineError): Promise<void> {
    // Where nothing can be said to the host, or the box is half made, its keeper there puts things back when the connection ends.
    if (this.#inside && !this.#isLost) {
      await withDeadline(this.#removeBox(reason, FAREWELL_MS), FAREWELL_MS, () => reason).catch(() => undefined)
    }
    this.#inside?.close(reason)
    this.#outside?.close(reason)
    await this.#socket?.remove()
  }
}
