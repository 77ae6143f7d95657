import type { Machine, RunOptions, RunResult, Shell, ShellOptions } from '../machine.ts'
import type { SshTarget } from './ssh-connection.ts'
import type { SshHost } from './ssh-host.ts'
import { abortable } from '../../engine/abortable.ts'
import { Exclusive } from '../exclusive.ts'
import { MachineLife } from '../machine-life.ts'
import { BASE_CHECKPOINT, MachineError } from '../machine.ts'
import { makeBoxScript, removeBoxScript } from './box.ts'
import { SshConnection } from './ssh-connection.ts'
import { makeSocket } from './ssh-host.ts'

/** Milliseconds for a script that says nothing else. */
const DEFAULT_RUN_TIMEOUT_MS = 30_000
/** Milliseconds for making a box, which may wait for another one, and for taking it away. */
const BOX_MS = 60_000

/**
 * A host that is somebody's: demos run in a box on it (`box.ts`), which is thrown away to return to the start. It knows the checkpoint `base` only,
 * and goes on when it is suspended: stopping it would stop what else it does.
 */
export class SshMachine implements Machine {
  readonly kind = 'ssh'
  readonly #host: SshHost
  readonly #life = new MachineLife(reason => this.#release(reason))
  readonly onDeath = this.#life.onDeath
  readonly #exclusive = new Exclusive()
  #socket: Awaited<ReturnType<typeof makeSocket>> | undefined
  /** To the host itself, beside the box. */
  #outside: SshConnection | undefined
  #inside: SshConnection | undefined
  /** Nothing can be said to the host any more. */
  #isLost = false

  constructor(host: SshHost) {
    this.#host = host
  }

  async start(signal: AbortSignal): Promise<void> {
    await this.#life.start(signal, async () => {
      const socket = this.#socket = await makeSocket()
      this.#outside = await this.#connect({ ...this.#host, socket: socket.path })
      await this.#makeBox()
    })
  }

  async openShell({ columns, rows, user = 'root' }: ShellOptions): Promise<Shell> {
    await this.#ready()
    return await this.#inside!.openShell({ columns, rows }, user)
  }

  async run(script: string, { timeout = DEFAULT_RUN_TIMEOUT_MS, signal }: RunOptions = {}): Promise<RunResult> {
    signal?.throwIfAborted()
    // At once where it can be, so that calls take effect in the order they are made.
    if (!this.#inside || !this.#exclusive.isIdle || this.#life.signal.aborted)
      await this.#ready()
    return await this.#inside!.run(script, timeout, signal)
  }

  async save(checkpoint: string): Promise<void> {
    await this.#ready()
    throw new MachineError('unknown-checkpoint', `A host can return to ${JSON.stringify(BASE_CHECKPOINT)} only, and not save ${JSON.stringify(checkpoint)}.`)
  }

  async restore(checkpoint: string): Promise<void> {
    this.#life.assertStarted()
    await this.#exclusive.run(async () => {
      if (checkpoint !== BASE_CHECKPOINT)
        throw new MachineError('unknown-checkpoint', `There is no checkpoint ${JSON.stringify(checkpoint)}. A host has ${BASE_CHECKPOINT} only.`)
      await this.#removeBox(new MachineError('stopped', `The machine was returned to the checkpoint ${JSON.stringify(checkpoint)} meanwhile.`))
      await this.#makeBox()
    })
  }

  async suspend(): Promise<void> {
    this.#life.assertStarted()
  }

  async resume(): Promise<void> {
    this.#life.assertStarted()
  }

  async stop(): Promise<void> {
    await this.#life.end(new MachineError('stopped', 'The machine was stopped.'))
  }

  async #ready(): Promise<void> {
    this.#life.assertStarted()
    await this.#exclusive.idle()
    this.#life.signal.throwIfAborted()
    if (!this.#inside)
      throw new MachineError('stopped', 'The machine has not been started.')
  }

  async #connect(target: SshTarget): Promise<SshConnection> {
    const connection = await SshConnection.open(target, () => {}, this.#life.signal)
    connection.onLost((reason) => {
      this.#isLost = true
      this.#life.die(new MachineError('died', `The connection to ${this.#host.destination} was lost: ${reason.message}. Start a new one.`))
    })
    return connection
  }

  async #makeBox(): Promise<void> {
    const outside = this.#outside!
    const { exitCode, stdout, stderr } = await abortable(outside.run(makeBoxScript(outside.folder), BOX_MS), this.#life.signal)
    if (exitCode !== 0)
      throw new MachineError('start-failed', `${this.#host.destination} makes no box for demos: ${stderr.trim()}`)
    this.#inside = await this.#connect({
      ...this.#host,
      socket: this.#socket!.path,
      enter: `bash ${stdout.trim()}`,
    })
  }

  async #removeBox(reason: MachineError): Promise<void> {
    this.#inside?.close(reason)
    this.#inside = undefined
    const outside = this.#outside!
    const { stdout } = await outside.run(removeBoxScript(outside.folder), BOX_MS)
    if (stdout.trim() !== '')
      throw new MachineError('died', `Control groups are left on ${this.#host.destination} that a demo made: ${stdout.trim().split('\n').join(', ')}. Remove them by hand: rmdir`)
  }

  async #release(reason: MachineError): Promise<void> {
    // Where nothing can be said to the host, or the box is half made, its keeper there puts things back when the connection ends.
    if (this.#inside && !this.#isLost)
      await this.#removeBox(reason).catch(() => undefined)
    this.#inside?.close(reason)
    this.#outside?.close(reason)
    await this.#socket?.remove()
  }
}
