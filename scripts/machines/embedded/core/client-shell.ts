import type { Event, Shell, ShellExit } from '../../machine.ts'
import type { Notice } from './protocol.ts'
import { Emitter } from '../../emitter.ts'

/** Exit code of a shell whose end nobody saw: its machine died, stopped or went back to a checkpoint. */
export const LOST_SHELL: ShellExit = { exitCode: -1 }

/**
 * The client's end of a shell. Output that arrives before anyone listens, or while the shell is paused, is kept; the end of the shell comes after
 * all output. A shell that is lost, or that nobody listens to, ends at once.
 */
export class ClientShell implements Shell {
  readonly #number: number
  readonly #post: (notice: Notice) => void
  readonly #data = new Emitter<string>()
  readonly #exited = new Emitter<ShellExit>()
  #pending: string[] = []
  #isPaused = false
  #exit: ShellExit | undefined
  #hasFiredExit = false

  constructor(number: number, post: (notice: Notice) => void) {
    this.#number = number
    this.#post = post
  }

  readonly onData: Event<string> = (listener) => {
    const subscription = this.#data.event(listener)
    queueMicrotask(() => this.#flush())
    return subscription
  }

  readonly onExit: Event<ShellExit> = (listener) => {
    if (!this.#hasFiredExit)
      return this.#exited.event(listener)
    const exit = this.#exit ?? LOST_SHELL
    let isDisposed = false
    queueMicrotask(() => !isDisposed && listener(exit))
    return {
      dispose: () => void (isDisposed = true),
    }
  }

  write(data: string): void {
    this.#tell({ type: 'write', shell: this.#number, data })
  }

  resize(columns: number, rows: number): void {
    this.#tell({
      type: 'resize',
      shell: this.#number,
      columns,
      rows,
    })
  }

  pause(): void {
    this.#isPaused = true
    this.#tell({ type: 'pause-shell', shell: this.#number })
  }

  resume(): void {
    this.#isPaused = false
    this.#tell({ type: 'resume-shell', shell: this.#number })
    this.#flush()
  }

  kill(): void {
    this.resume()
    this.#tell({ type: 'kill-shell', shell: this.#number })
  }

  /** Takes what the shell printed. */
  receive(data: string): void {
    this.#pending.push(data)
    this.#flush()
  }

  /** Takes the shell's end. `rest` is output that waited in the worker. */
  end(exit: ShellExit, rest = ''): void {
    if (this.#exit)
      return
    this.#exit = exit
    if (exit.exitCode === LOST_SHELL.exitCode || !this.#data.hasListeners)
      this.#pending = []
    else if (rest !== '')
      this.#pending.push(rest)
    this.#flush()
  }

  #tell(notice: Notice): void {
    if (!this.#exit)
      this.#post(notice)
  }

  #flush(): void {
    if (this.#pending.length > 0) {
      if (this.#isPaused || !this.#data.hasListeners)
        return
      const data = this.#pending.join('')
      this.#pending = []
      this.#data.fire(data)
    }
    if (this.#exit && !this.#hasFiredExit && this.#pending.length === 0) {
      this.#hasFiredExit = true
      this.#exited.fire(this.#exit)
    }
  }
}
