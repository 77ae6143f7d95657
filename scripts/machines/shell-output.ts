import type { Event } from '../base/event.ts'
import type { ShellExit } from './machine.ts'
import { Emitter } from '../base/emitter.ts'

/** Exit code of a shell whose end was not seen: its machine died, stopped or went back to a checkpoint. */
export const LOST_SHELL: ShellExit = { exitCode: -1 }

/**
 * What a shell says, up to its end, to those who listen. Output that comes before anyone listens, or while the shell is paused, is kept; the end
 * comes once, after all output. A shell that is lost, or has no listener, ends at once.
 */
export class ShellOutput {
  readonly #data = new Emitter<string>()
  readonly #exited = new Emitter<ShellExit>()
  #pending: string[] = []
  #pendingChars = 0
  #isPaused = false
  #exit: ShellExit | undefined
  #hasFiredExit = false

  readonly onData: Event<string> = (listener) => {
    const subscription = this.#data.event(listener)
    queueMicrotask(() => this.#flush())
    return subscription
  }

  /** Tells those who ask late, too. */
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

  /** The shell has ended, even if what it said is still waiting. */
  get hasEnded(): boolean {
    return this.#exit !== undefined
  }

  /** Characters (UTF-16 code units) that are kept. */
  get backlog(): number {
    return this.#pendingChars
  }

  /** What is kept. */
  get pending(): string {
    return this.#pending.join('')
  }

  /** What comes, and has come, is preceded by this. To be called before anybody listens. */
  goOnAfter(pending: string): void {
    this.#pending.unshift(pending)
    this.#pendingChars += pending.length
  }

  pause(): void {
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    this.#flush()
  }

  /** Takes what the shell printed. */
  push(data: string): void {
    if (this.#exit)
      return
    this.#keep(data)
    this.#flush()
  }

  /** Takes the shell's end, and output that came with it. */
  end(exit: ShellExit, rest = ''): void {
    if (this.#exit)
      return
    this.#exit = exit
    if (!this.#data.hasListeners)
      this.#drop()
    else if (rest !== '')
      this.#keep(rest)
    this.#flush()
  }

  /** The shell is gone at once, and what it still had to say with it. */
  lose(): void {
    this.#drop()
    this.#exit ??= LOST_SHELL
    this.#flush()
  }

  #keep(data: string): void {
    this.#pending.push(data)
    this.#pendingChars += data.length
  }

  #drop(): void {
    this.#pending = []
    this.#pendingChars = 0
  }

  #flush(): void {
    if (this.#pending.length > 0) {
      if (this.#isPaused || !this.#data.hasListeners)
        return
      const data = this.#pending.join('')
      this.#drop()
      this.#data.fire(data)
    }
    if (this.#exit && !this.#hasFiredExit && this.#pending.length === 0) {
      this.#hasFiredExit = true
      this.#exited.fire(this.#exit)
    }
  }
}
