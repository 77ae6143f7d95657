import type { IPty } from 'node-pty'
import type { Event } from '../../base/event.ts'
import type { Shell, ShellExit } from '../machine.ts'
import { closeSync, constants, openSync } from 'node:fs'
import process from 'node:process'
import { KILL_GRACE_MS } from '../deadlines.ts'
import { LOST_SHELL, ShellOutput } from '../shell-output.ts'
import { PacedInput } from './paced-input.ts'

/** What ssh itself ends with when it lost its connection, and for a command that a signal ended (ssh(1), "EXIT STATUS"). */
const SSH_FAILURE = 255
/**
 * Characters that a paused shell may have waiting before its pty is held. Later than at once, because node-pty drops what a held pty
 * has not handed over a fifth of a second after its program has ended.
 */
const BACKLOG_CHARS = 256 * 1024
/** What node-pty says of a pty whose program has just ended: on Unix by the system's error numbers, on Windows in words. */
const ENDED = /\b(?:EBADF|EIO|ENOTTY|ESRCH)\b|already exited/

export interface PtyShellOptions {
  /** Ends the remote shell and what it runs. */
  close: () => void
  /** Called before each write, so that a suspended machine can resume. */
  touch: () => void
  /** Process id of the remote shell. */
  processId: () => Promise<number>
  /** Milliseconds that `close` has before the shell is given up. @default KILL_GRACE_MS */
  grace?: number
}

/** A shell on another host: the pty of an `ssh` client. */
export class PtyShell implements Shell {
  readonly onData: Event<string>
  readonly onExit: Event<ShellExit>
  /** Resolves with true when the shell first says something, and with false when it ended without. */
  readonly spoke: Promise<boolean>
  readonly #pty: IPty
  readonly #options: PtyShellOptions
  readonly #output = new ShellOutput()
  readonly #input: PacedInput
  /** Keeps the pty open beyond its program's end. */
  #slave: number | undefined
  #isHeld = false
  #killTimer: ReturnType<typeof setTimeout> | undefined

  constructor(pty: IPty, options: PtyShellOptions) {
    this.#pty = pty
    this.#options = options
    this.#slave = openSlave(pty)
    this.onData = this.#output.onData
    this.onExit = this.#output.onExit
    this.#input = new PacedInput(bytes => pty.write(bytes))
    const { promise, resolve } = Promise.withResolvers<boolean>()
    this.spoke = promise
    pty.onData((data) => {
      resolve(true)
      this.#receive(data)
    })
    pty.onExit(({ exitCode }) => this.#end(exitCode === SSH_FAILURE
      ? LOST_SHELL
      : { exitCode }))
    this.onExit(() => resolve(false))
  }

  write(data: string): void {
    if (this.#output.hasEnded)
      return
    this.#options.touch()
    this.#input.push(data)
  }

  resize(columns: number, rows: number): void {
    if (this.#output.hasEnded)
      return
    this.#options.touch()
    try {
      this.#pty.resize(columns, rows)
    }
    catch (error) {
      // Its program has ended, and the news is on the way.
      if (!ENDED.test(String(error)))
        throw error
    }
  }

  pause(): void {
    this.#output.pause()
  }

  resume(): void {
    this.#output.resume()
    if (this.#isHeld && !this.#output.hasEnded)
      this.#pty.resume()
    this.#isHeld = false
  }

  kill(): void {
    this.resume()
    if (this.#output.hasEnded)
      return
    this.#input.clear()
    this.#options.touch()
    this.#options.close()
    // Without a multiplexing master that closes it, the client is ended here; the host's sshd then hangs up.
    this.#killTimer ??= setTimeout(() => this.lose(), this.#options.grace ?? KILL_GRACE_MS)
  }

  async processId(): Promise<number> {
    return await this.#options.processId()
  }

  /** Ends at once: the machine it ran on is gone. What it still had to say goes with it. */
  lose(): void {
    const hadEnded = this.#output.hasEnded
    this.#settle()
    this.#output.lose()
    // Windows has no signals.
    if (!hadEnded) {
      this.#pty.kill(...process.platform === 'win32'
        ? []
        : ['SIGKILL'])
    }
  }

  #receive(data: string): void {
    this.#output.push(data)
    if (this.#output.backlog > BACKLOG_CHARS && !this.#isHeld) {
      this.#isHeld = true
      this.#pty.pause()
    }
  }

  #end(exit: ShellExit): void {
    this.#settle()
    this.#output.end(exit)
  }

  #settle(): void {
    clearTimeout(this.#killTimer)
    this.#input.clear()
    if (this.#slave !== undefined)
      closeSync(this.#slave)
    this.#slave = undefined
  }
}

/**
 * Linux hangs a pty up when its last program ends. libuv takes the hang-up for the end of the output after any read that did not fill its buffer
 * (`uv__stream_io` in its `src/unix/stream.c`), and a pty never fills it. As long as this descriptor is open, there is no hang-up: all is read, until
 * node-pty closes its side, a fifth of a second after the end.
 */
function openSlave(pty: IPty): number | undefined {
  if (process.platform !== 'linux')
    return undefined
  const { ptsName } = pty as { ptsName?: string }
  return ptsName === undefined
    ? undefined
    : openSync(ptsName, constants.O_RDWR | constants.O_NOCTTY)
}
