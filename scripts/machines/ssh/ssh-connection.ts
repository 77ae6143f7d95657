import type { Buffer } from 'node:buffer'
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import type { Event } from '../../base/event.ts'
import type { RunResult, Shell, TerminalSize } from '../machine.ts'
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { spawn as spawnPty } from 'node-pty'
import { abortable } from '../../base/abortable.ts'
import { Emitter } from '../../base/emitter.ts'
import { DEFAULT_RUN_TIMEOUT_MS } from '../deadlines.ts'
import { MachineError } from '../machine.ts'
import { PtyShell } from './pty-shell.ts'
import { RunnerChannel } from './runner-channel.ts'

const runner = readFileSync(new URL('./runner', import.meta.url), 'utf8')

/**
 * Gives the runner a folder of its own, and a name that no demo looks for. Words of a POSIX shell, because what a login gives may be another one.
 */
const startRunner = (silence: string): string => `sh -c 'umask 022; d=$(mktemp -d /run/kit-XXXXXX) && ln -s "$(command -v bash)" "$d/run" && exec "$d/run" -s -- "$d" ${silence}'`
/**
 * Seconds after which a host that hears nothing takes the connection for lost, and puts everything back. Its own sshd may wait for hours, and nobody
 * else could use it meanwhile: not even the same talk, over a new connection.
 */
const SILENCE_S = 20

/** What account names look like (useradd(8), "CAVEATS"). */
const ACCOUNT_NAME = /^[a-z_][a-z0-9_-]{0,31}$/

export interface SshTarget {
  /** Program. */
  ssh: string
  /** Options of ssh(1) that lead to the host. */
  options: readonly string[]
  /** `user@host`, where the user is root. */
  destination: string
  /** Path of the socket that shells share the connection by; short, because it may have 100 characters or so. Not used on Windows, whose ssh has no multiplexing. */
  socket: string
  /** Words before every command, which put it into a part of the host; another connection holds the socket then. @default none */
  enter?: string
  /** The host is to notice when it is not heard of any more. @default false: a guest of ours, which may stand still for hours, and ends with us */
  watched?: boolean
}

/** A login as root on a host: scripts and shells over one connection. */
export class SshConnection {
  /** Fires once when the connection ends without `close`, with what ssh said. What is under way waits for `close`, which knows the reason. */
  readonly onLost: Event<Error>
  readonly #lost = new Emitter<Error>()
  readonly #target: SshTarget
  readonly #process: ChildProcessWithoutNullStreams
  readonly #channel: RunnerChannel
  readonly #shells = new Set<PtyShell>()
  readonly #touch: () => void
  #folder = ''
  #shellCount = 0
  /** Why it was closed. */
  #end: Error | undefined

  /**
   * Logs in. `touch` is called whenever a shell is used.
   * @throws MachineError 'start-failed' with what ssh said, or the signal's reason
   */
  static async open(target: SshTarget, touch: () => void, signal: AbortSignal): Promise<SshConnection> {
    const connection = new SshConnection(target, touch)
    try {
      await abortable(connection.#ready(), signal)
      return connection
    }
    catch (error) {
      connection.close(new MachineError('stopped', 'The login was given up.'))
      throw error
    }
  }

  private constructor(target: SshTarget, touch: () => void) {
    this.#target = target
    this.#touch = touch
    this.onLost = this.#lost.event
    this.#process = spawn(target.ssh, [
      ...target.options,
      ...sharing(target, target.enter === undefined
        ? 'yes'
        : 'no'),
      '-T',
      target.destination,
      command(target, startRunner(target.watched
        ? `${SILENCE_S}`
        : '')),
    ], { windowsHide: true })
    let complaint = ''
    this.#process.stderr.on('data', (text: Buffer) => complaint += text.toString())
    this.#process.on('error', error => complaint += error.message)
    this.#process.on('close', () => {
      if (!this.#end)
        this.#lost.fire(new Error(complaint.trim() || 'it was closed'))
    })
    this.#channel = new RunnerChannel(this.#process.stdin, this.#process.stdout, target.watched === true)
    this.#process.stdin.write(runner)
  }

  /** Folder that this connection has on the host for as long as it lasts. */
  get folder(): string {
    return this.#folder
  }

  /** Runs a Bash script as root. @throws MachineError 'timeout', the signal's reason, or the reason of `close` */
  async run(script: string, timeout: number, signal?: AbortSignal): Promise<RunResult> {
    return await this.#channel.run(script, timeout, signal)
  }

  async setClock(): Promise<void> {
    await this.#channel.setClock()
  }

  /**
   * Opens a login shell, and waits until it says something.
   * @throws MachineError 'unknown-user', 'no-free-shell' when it ends before, or the reason of `close`
   */
  async openShell({ columns, rows }: TerminalSize, user: string): Promise<Shell> {
    if (!ACCOUNT_NAME.test(user) || (user !== 'root' && (await this.run(`id -u ${user}`, DEFAULT_RUN_TIMEOUT_MS)).exitCode !== 0))
      throw new MachineError('unknown-user', `${this.#target.destination} has no account ${JSON.stringify(user)}.`)
    const id = `${++this.#shellCount}`
    // The process id of what becomes the shell, so that it can be ended with all it runs.
    const note = `echo $$ >${this.#folder}/${id}.shell`
    const shell = user === 'root'
      ? `cd; exec -a -bash bash -l`
      : `chown ${user} "$(tty)"; cd ~${user}; exec setpriv --reuid=${user} --regid="$(id -g ${user})" --init-groups --reset-env env COLORTERM=truecolor LC_CTYPE=C.UTF-8 bash -l`
    const pty = spawnPty(this.#target.ssh, [
      ...this.#target.options,
      ...sharing(this.#target, 'no'),
      '-q',
      '-tt',
      '-e',
      'none',
      this.#target.destination,
      command(this.#target, `${this.#folder}/run -c '${note}; ${shell}'`),
    ], {
      name: 'xterm-256color',
      cols: columns,
      rows,
      env: process.env,
    })
    const open = new PtyShell(pty, {
      close: () => this.#channel.closeShell(id),
      touch: this.#touch,
      processId: async () => Number((await this.run(`cat ${this.#folder}/${id}.shell`, DEFAULT_RUN_TIMEOUT_MS)).stdout),
    })
    this.#shells.add(open)
    open.onExit(() => this.#shells.delete(open))
    if (!await open.spoke) {
      // Its ssh may end before the whole machine is seen to have ended: then this rejects with that.
      await this.run('true', DEFAULT_RUN_TIMEOUT_MS)
      throw new MachineError('no-free-shell', `${this.#target.destination} opened no shell: ssh ended at once. It may have no room for more sessions (MaxSessions in its sshd_config).`)
    }
    return open
  }

  /** Ends the connection, every shell and every script. */
  close(reason: Error): void {
    if (this.#end)
      return
    this.#end = reason
    this.#channel.abandon(reason)
    for (const shell of this.#shells)
      shell.lose()
    this.#process.kill('SIGKILL')
  }

  async #ready(): Promise<void> {
    const lost = Promise.withResolvers<never>()
    const listener = this.onLost(error => lost.reject(new MachineError('start-failed', `No login on ${this.#target.destination}: ${error.message}`)))
    try {
      this.#folder = await Promise.race([this.#channel.ready, lost.promise])
    }
    finally {
      listener.dispose()
    }
  }
}

function command({ enter = '' }: SshTarget, words: string): string {
  return `exec ${enter} ${words}`
}

function sharing({ socket }: SshTarget, master: 'yes' | 'no'): string[] {
  return process.platform === 'win32'
    ? []
    : [
        '-o',
        `ControlMaster=${master}`,
        '-o',
        `ControlPath=${socket}`,
        '-o',
        'ControlPersist=no',
      ]
}
