import type { MachineDeadlines } from '../deadlines.ts'
import type { CallOptions, Machine, RunOptions, RunResult, Shell, ShellOptions } from '../machine.ts'
import type { SshConnection, SshTarget } from '../ssh/ssh-connection.ts'
import type { QemuHost } from './qemu-host.ts'
import type { RunFolder } from './run-folder.ts'
import { constants, copyFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { abortable } from '../../base/abortable.ts'
import { Exclusive } from '../../base/exclusive.ts'
import { freePort } from '../../system/free-port.ts'
import { DEFAULT_RUN_TIMEOUT_MS, machineDeadlines } from '../deadlines.ts'
import { MachineLife } from '../machine-life.ts'
import { BASE_CHECKPOINT, MachineError } from '../machine.ts'
import { baseDisk, hasBaseDisk, makeBaseDisk, runsFolder } from './base-disk.ts'
import { guestTarget, logIn } from './guest-login.ts'
import { findKeptDisk, keepDisk, keptTag, removeKeptDisk } from './kept-states.ts'
import { QemuProcess } from './qemu-process.ts'
import { makeRunFolder } from './run-folder.ts'
import { Snapshots } from './snapshots.ts'

/** Milliseconds that a guest which runs already has to let us in: one or two seconds in emulation. */
const LOGIN_MS = 60_000
/** Milliseconds that QEMU has to say why it took a connection along. */
const LAST_WORDS_MS = 1_000

/** Ends the logins that a checkpoint was saved with. Their other ends are gone, but the guest cannot know. */
const END_OLD_LOGINS = `
  mine=' '
  for ((pid = $$; pid > 1; pid = parent)); do
    mine+="$pid "
    read -r _ parent < <(grep ^PPid /proc/$pid/status)
  done
  for pid in $(pgrep -x sshd-session); do
    [[ $mine == *" $pid "* ]] || kill -KILL "$pid"
  done 2>/dev/null
  true`

/** The full machine: a Debian in QEMU, with shells over ssh. Checkpoints are snapshots of QEMU's. */
export class QemuMachine implements Machine {
  readonly kind = 'qemu'
  readonly onDeath: Machine['onDeath']
  readonly #host: QemuHost
  readonly #life: MachineLife
  readonly #exclusive = new Exclusive()
  readonly #snapshots = new Snapshots()
  /** What the machine starts from, where that is not `base`. */
  #beginning: { state: string, disk: string } | undefined
  #isSuspended = false
  #run: RunFolder | undefined
  #qemu: QemuProcess | undefined
  #target: SshTarget | undefined
  #connection: SshConnection | undefined

  constructor(host: QemuHost, deadlines: MachineDeadlines = machineDeadlines.qemu) {
    this.#host = host
    this.#life = new MachineLife({
      name: 'full machine',
      deadlines,
      release: reason => this.#release(reason),
    })
    this.onDeath = this.#life.onDeath
  }

  /** Process id of QEMU, for measurements. */
  get pid(): number | undefined {
    return this.#qemu?.pid
  }

  /** How to log in to the guest, for who takes it for a host among others. */
  get login(): SshTarget | undefined {
    return this.#target
  }

  async start(signal: AbortSignal): Promise<void> {
    await this.#life.start(signal, {
      prepare: async () => {
        if (!await hasBaseDisk(this.#host))
          await makeBaseDisk(this.#host, this.#life.signal)
      },
      boot: () => this.#boot(),
    })
  }

  async openShell({ columns, rows, user = 'root' }: ShellOptions, call: CallOptions = {}): Promise<Shell> {
    return await this.#life.call('openShell', async () => {
      await this.#awake()
      return await this.#connection!.openShell({ columns, rows }, user)
    }, {
      ...call,
      discard: shell => shell.kill(),
    })
  }

  async run(script: string, { timeout = DEFAULT_RUN_TIMEOUT_MS, signal }: RunOptions = {}): Promise<RunResult> {
    return await this.#life.run(async () => {
      // At once where it can be, so that calls take effect in the order they are made.
      if (!this.#isReady)
        await this.#awake()
      return await this.#connection!.run(script, timeout, signal)
    }, {
      timeout,
      signal,
      isStill: () => this.#isSuspended,
    })
  }

  async save(checkpoint: string, call: CallOptions = {}): Promise<void> {
    await this.#life.call('save', async () => {
      await this.#awake()
      await this.#exclusive.run(() => this.#snapshots.save(this.#qemu!.qmp, checkpoint))
    }, call)
  }

  async restore(checkpoint: string, call: CallOptions = {}): Promise<void> {
    await this.#life.call('restore', () => this.#exclusive.run(() => this.#restore(checkpoint)), call)
  }

  async keep(state: string, call: CallOptions = {}): Promise<boolean> {
    return await this.#life.call('save', async () => {
      await this.#awake()
      return await this.#exclusive.run(() => this.#keep(state))
    }, call)
  }

  async startFrom(state: string): Promise<boolean> {
    const disk = await findKeptDisk(this.#host, state)
    if (disk === undefined)
      return false
    this.#beginning = { state, disk }
    this.#snapshots.add(state, keptTag(state))
    return true
  }

  async suspend(call: CallOptions = {}): Promise<void> {
    await this.#life.call('suspend', () => this.#exclusive.run(async () => {
      if (this.#isSuspended)
        return
      await this.#qemu!.qmp.execute('stop')
      this.#isSuspended = true
    }), call)
  }

  async resume(call: CallOptions = {}): Promise<void> {
    await this.#life.call('resume', () => this.#exclusive.run(async () => {
      if (!this.#isSuspended)
        return
      await this.#qemu!.qmp.execute('cont')
      this.#isSuspended = false
      await this.#connection!.setClock()
    }), call)
  }

  async stop(): Promise<void> {
    await this.#life.stop()
  }

  async #keep(state: string): Promise<boolean> {
    const { qmp } = this.#qemu!
    await this.#snapshots.save(qmp, state, keptTag(state))
    // A guest that stands still leaves its disk alone, and QEMU has written all of it that it knows.
    await qmp.execute('stop')
    try {
      return await keepDisk(this.#host, state, this.#run!.disk)
    }
    finally {
      await qmp.execute('cont')
      await this.#connection!.setClock()
    }
  }

  async #restore(checkpoint: string): Promise<void> {
    const tag = this.#snapshots.find(checkpoint)
    this.#connection?.close(new MachineError('stopped', `The machine was returned to the checkpoint ${JSON.stringify(checkpoint)} meanwhile.`))
    const { qmp } = this.#qemu!
    await qmp.execute('stop')
    await this.#snapshots.load(qmp, tag)
    await qmp.execute('cont')
    this.#isSuspended = false
    await this.#connect()
  }

  async #boot(): Promise<void> {
    const { signal } = this.#life
    const run = this.#run = await makeRunFolder(runsFolder(this.#host.image))
    await copyFile(this.#beginning?.disk ?? baseDisk(this.#host), run.disk, constants.COPYFILE_FICLONE)
    signal.throwIfAborted()
    try {
      await this.#enter(run)
    }
    catch {
      signal.throwIfAborted()
      // An emulated kernel may panic as it wakes up (seen once in 150 starts). It has not been used yet, so that it can start from the same state again.
      await this.#leave(new MachineError('start-failed', 'The full machine starts a second time.'))
      await this.#enterAgain(run)
    }
    void this.#qemu!.ended.then(reason => this.#life.die(reason))
  }

  async #enterAgain(run: RunFolder): Promise<void> {
    try {
      await this.#enter(run)
    }
    catch (error) {
      // It may be the state: the next machine begins without it.
      if (this.#beginning && !this.#life.signal.aborted)
        await removeKeptDisk(this.#host, this.#beginning.state)
      throw error
    }
  }

  /** Starts QEMU from its first state, and logs in. */
  async #enter(run: RunFolder): Promise<void> {
    const { image, qemu, ssh, accelerator } = this.#host
    // A port of its own each time: another program may have been quicker to take the last one.
    const port = await freePort()
    this.#target = await guestTarget({ ssh, image, port, socket: run.socket })
    this.#life.signal.throwIfAborted()
    this.#qemu = new QemuProcess({
      qemu,
      accelerator: accelerator.name,
      image,
      ...run,
      port,
      checkpoint: this.#beginning
        ? keptTag(this.#beginning.state)
        : BASE_CHECKPOINT,
    })
    await this.#qemu.ready()
    const ended = new AbortController()
    void this.#qemu.ended.then(reason => ended.abort(new MachineError('start-failed', `The full machine ended as it started: ${reason}`)))
    await this.#connect(ended.signal)
  }

  /** Logs in to a guest that runs, ends what logins there were, and sets its clock. Given up when `given` is aborted. */
  async #connect(given?: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([
      this.#life.signal,
      ...given === undefined
        ? []
        : [given],
    ])
    const connection = await logIn(this.#target!, () => this.#wake(), LOGIN_MS, signal)
    this.#connection = connection
    connection.onLost(reason => void this.#lostConnection(connection, reason))
    await connection.run(END_OLD_LOGINS, LOGIN_MS, signal)
    await abortable(connection.setClock(), signal)
  }

  async #leave(reason: MachineError): Promise<void> {
    this.#connection?.close(reason)
    this.#connection = undefined
    await this.#qemu?.kill()
  }

  get #isReady(): boolean {
    return this.#connection !== undefined && this.#exclusive.isIdle && !this.#isSuspended
  }

  async #awake(): Promise<void> {
    await this.#exclusive.idle()
    this.#life.signal.throwIfAborted()
    if (this.#isSuspended)
      await this.resume()
  }

  /** For calls without a result. A guest that does not wake up fails the next call that has one. */
  #wake(): void {
    if (this.#isSuspended)
      this.resume().catch(() => undefined)
  }

  async #lostConnection(connection: SshConnection, reason: Error): Promise<void> {
    // Where QEMU has ended, it knows why.
    await setTimeout(LAST_WORDS_MS)
    if (connection === this.#connection)
      this.#life.die(`the connection to it was lost: ${reason.message}`)
  }

  async #release(reason: MachineError): Promise<void> {
    await this.#leave(reason)
    await this.#run?.remove()
  }
}
