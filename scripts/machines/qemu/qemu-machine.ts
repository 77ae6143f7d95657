import type { Machine, RunOptions, RunResult, Shell, ShellOptions } from '../machine.ts'
import type { SshConnection, SshTarget } from '../ssh/ssh-connection.ts'
import type { QemuHost } from './qemu-host.ts'
import type { RunFolder } from './run-folder.ts'
import { constants, copyFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { abortable } from '../../engine/abortable.ts'
import { freePort } from '../../free-port.ts'
import { Exclusive } from '../exclusive.ts'
import { MachineLife } from '../machine-life.ts'
import { BASE_CHECKPOINT, MachineError } from '../machine.ts'
import { baseDisk, hasBaseDisk, makeBaseDisk, runsFolder } from './base-disk.ts'
import { guestTarget, logIn } from './guest-login.ts'
import { DISK, QemuProcess } from './qemu-process.ts'
import { makeRunFolder } from './run-folder.ts'

/** Milliseconds for a script that says nothing else. */
const DEFAULT_RUN_TIMEOUT_MS = 30_000
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
  readonly #host: QemuHost
  readonly #life = new MachineLife(reason => this.#release(reason))
  readonly onDeath = this.#life.onDeath
  readonly #exclusive = new Exclusive()
  /** QEMU's name of every checkpoint. */
  readonly #tags = new Map([
    [BASE_CHECKPOINT, BASE_CHECKPOINT],
  ])

  #tagCount = 0
  #isSuspended = false
  #run: RunFolder | undefined
  #qemu: QemuProcess | undefined
  #target: SshTarget | undefined
  #connection: SshConnection | undefined

  constructor(host: QemuHost) {
    this.#host = host
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
    await this.#life.start(signal, () => this.#boot())
  }

  async openShell({ columns, rows, user = 'root' }: ShellOptions): Promise<Shell> {
    await this.#awake()
    return await this.#connection!.openShell({ columns, rows }, user)
  }

  async run(script: string, { timeout = DEFAULT_RUN_TIMEOUT_MS, signal }: RunOptions = {}): Promise<RunResult> {
    signal?.throwIfAborted()
    // At once where it can be, so that calls take effect in the order they are made.
    if (!this.#isReady)
      await this.#awake()
    return await this.#connection!.run(script, timeout, signal)
  }

  async save(checkpoint: string): Promise<void> {
    await this.#awake()
    await this.#exclusive.run(async () => {
      const tag = `checkpoint-${++this.#tagCount}`
      await this.#snapshot('save', tag)
      const former = this.#tags.get(checkpoint)
      this.#tags.set(checkpoint, tag)
      if (former !== undefined) {
        await this.#qemu!.qmp.runJob('snapshot-delete', {
          tag: former,
          devices: [DISK],
        })
      }
    })
  }

  async restore(checkpoint: string): Promise<void> {
    this.#life.assertStarted()
    await this.#exclusive.run(async () => {
      const tag = this.#tags.get(checkpoint)
      if (tag === undefined) {
        throw new MachineError('unknown-checkpoint', `There is no checkpoint ${JSON.stringify(checkpoint)}. Saved so far: ${[
          ...this.#tags.keys(),
        ].join(', ')}.`)
      }
      this.#connection?.close(new MachineError('stopped', `The machine was returned to the checkpoint ${JSON.stringify(checkpoint)} meanwhile.`))
      const { qmp } = this.#qemu!
      await qmp.execute('stop')
      await this.#snapshot('load', tag)
      await qmp.execute('cont')
      this.#isSuspended = false
      await this.#connect()
    })
  }

  async suspend(): Promise<void> {
    this.#life.assertStarted()
    await this.#exclusive.run(async () => {
      if (this.#isSuspended)
        return
      await this.#qemu!.qmp.execute('stop')
      this.#isSuspended = true
    })
  }

  async resume(): Promise<void> {
    this.#life.assertStarted()
    await this.#exclusive.run(async () => {
      if (!this.#isSuspended)
        return
      await this.#qemu!.qmp.execute('cont')
      this.#isSuspended = false
      await this.#connection!.setClock()
    })
  }

  async stop(): Promise<void> {
    await this.#life.end(new MachineError('stopped', 'The machine was stopped.'))
  }

  async #boot(): Promise<void> {
    const { signal } = this.#life
    if (!await hasBaseDisk(this.#host))
      await makeBaseDisk(this.#host, signal)
    const run = this.#run = await makeRunFolder(runsFolder(this.#host.image))
    await copyFile(baseDisk(this.#host), run.disk, constants.COPYFILE_FICLONE)
    signal.throwIfAborted()
    try {
      await this.#enter(run)
    }
    catch {
      signal.throwIfAborted()
      // An emulated kernel may panic as it wakes up (seen once in 150 starts). Nobody has used it yet, so that it can start from the same state again.
      await this.#leave(new MachineError('start-failed', 'The full machine starts a second time.'))
      await this.#enter(run)
    }
    void this.#qemu!.ended.then(reason => this.#die(reason))
  }

  /** Starts QEMU from the checkpoint `base`, and logs in. */
  async #enter(run: RunFolder): Promise<void> {
    const { image, qemu, ssh, accelerator } = this.#host
    // A port of its own each time: another program may have been quicker to take the last one.
    const port = await freePort()
    this.#target = await guestTarget({ ssh, image, port, socket: run.socket })
    this.#qemu = await QemuProcess.start({
      qemu,
      accelerator: accelerator.name,
      image,
      ...run,
      port,
      checkpoint: BASE_CHECKPOINT,
    })
    // Stopped meanwhile: what was released then did not know of this process.
    if (this.#life.signal.aborted)
      await this.#qemu.kill()
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
    await abortable(connection.run(END_OLD_LOGINS, LOGIN_MS), signal)
    await abortable(connection.setClock(), signal)
  }

  async #leave(reason: MachineError): Promise<void> {
    this.#connection?.close(reason)
    this.#connection = undefined
    await this.#qemu?.kill()
  }

  async #snapshot(verb: 'save' | 'load', tag: string): Promise<void> {
    await this.#qemu!.qmp.runJob(`snapshot-${verb}`, {
      tag,
      vmstate: DISK,
      devices: [DISK],
    })
  }

  get #isReady(): boolean {
    return this.#connection !== undefined && this.#exclusive.isIdle && !this.#isSuspended && !this.#life.signal.aborted
  }

  async #awake(): Promise<void> {
    this.#life.assertStarted()
    await this.#exclusive.idle()
    this.#life.signal.throwIfAborted()
    if (this.#isSuspended)
      await this.resume()
  }

  /** For calls that nobody waits for. A guest that does not wake up fails the next call that somebody waits for. */
  #wake(): void {
    if (this.#isSuspended)
      this.resume().catch(() => undefined)
  }

  async #lostConnection(connection: SshConnection, reason: Error): Promise<void> {
    // Where QEMU has ended, it knows why.
    await setTimeout(LAST_WORDS_MS)
    if (connection === this.#connection)
      this.#die(`the connection to it was lost: ${reason.message}`)
  }

  #die(reason: string): void {
    this.#life.die(new MachineError('died', `The full machine died: ${reason}. Start a new one.`))
  }

  async #release(reason: MachineError): Promise<void> {
    await this.#leave(reason)
    await this.#run?.remove()
  }
}
