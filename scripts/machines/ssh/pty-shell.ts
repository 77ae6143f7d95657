import type { IPty } from 'node-pty'
import type { Event, Shell, ShellExit } from '../machine.ts'
import { Emitter } from '../emitter.ts'

/** Exit code of a shell whose end nobody saw. */
const LOST = -1
/** What ssh itself ends with when it lost its connection, and for a command that a signal ended (ssh(1), "EXIT STATUS"). */
const SSH_FAILURE = 255
/**
 * Characters that a paused shell may have waiting before its pty is held. Later than at once, because node-pty drops what a held pty
 * has not handed over a fifth of a second after its program has ended.
 */
const BACKLOG_CHARS = 256 * 1024

export interface PtyShellHooks {
  /** Ends the remote shell and what it runs. */
  close: () => void
  /** Somebody does something with the shell: the machine has to be awake. */
  touch: () => void
}

/**
 * A shell on another host: the pty of an `ssh` client. Output that comes before anyone listens, or while the shell is paused, is kept; the
 * end comes after all output.
 */
export class PtyShell implements Shell {
  readonly #pty: IPty
  readonly #hooks: PtyShellHooks
  readonly #data = new Emitter<string>()
  readonly #exited = new Emitter<ShellExit>()
  #pending: string[] = []
  #pendingChars = 0
  #isPaused = false
  #isHeld = false
  #exit: ShellExit | undefined
  #hasFiredExit = false

  constructor(pty: IPty, hooks: PtyShellHooks) {
    this.#pty = pty
    this.#hooks = hooks
    pty.onData(data => this.#receive(data))
    pty.onExit(({ exitCode }) => this.#end({
      exitCode: exitCode === SSH_FAILURE
        ? LOST
        : exitCode,
    }))
  }

  readonly onData: Event<string> = (listener) => {
    const subscription = this.#data.event(listener)
    queueMicrotask(() => this.#flush())
    return subscription
  }

  readonly onExit: Event<ShellExit> = listener => this.#exited.event(listener)

  write(data: string): void {
    if (this.#exit)
      return
    this.#hooks.touch()
    this.#pty.write(data)
  }

  resize(columns: number, rows: number): void {
    if (this.#exit)
      return
    this.#hooks.touch()
    this.#pty.resize(columns, rows)
  }

  pause(): void {
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    this.#flush()
    if (this.#isHeld && !this.#exit)
      this.#pty.resume()
    this.#isHeld = false
  }

  kill(): void {
    this.resume()
    if (this.#exit)
      return
    this.#hooks.touch()
    this.#hooks.close()
  }

  /** Ends at once: the machine it ran on is gone. What it still had to say goes with it. */
  lose(): void {
    if (this.#exit)
      return
    this.#pending = []
    this.#end({ exitCode: LOST })
    this.#pty.kill()
  }

  #receive(data: string): void {
    if (this.#exit)
      return
    this.#pending.push(data)
    this.#pendingChars += data.length
    this.#flush()
    if (this.#pendingChars > BACKLOG_CHARS && !this.#isHeld) {
      this.#isHeld = true
      this.#pty.pause()
    }
  }

  #end(exit: ShellExit): void {
    if (this.#exit)
      return
    this.#exit = exit
    if (!this.#data.hasListeners)
      this.#pending = []
    this.#flush()
  }

  #flush(): void {
    if (this.#pending.length > 0) {
      if (this.#exit?.exitCode !== LOST && (this.#isPaused || !this.#data.hasListeners))
        return
      const data = this.#pending.join('')
      this.#pending = []
      this.#pendingChars = 0
      this.#data.fire(data)
    }
    if (this.#exit && !this.#hasFiredExit) {
      this.#hasFiredExit = true
      this.#exited.fire(this.#exit)
    }
  }
}
