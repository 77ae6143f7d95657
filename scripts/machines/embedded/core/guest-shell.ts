import type { ShellExit } from '../../machine.ts'
import { OutputBatcher } from './output-batcher.ts'

/**
 * Characters (UTF-16 code units) that a paused shell may have waiting. Past it the whole emulator stops until the shell goes on, so that nothing
 * is lost and memory stays bounded. Four shells hold at most four times this, and what one turn of the emulator prints.
 */
export const BACKLOG_LIMIT_CHARS = 256 * 1024

export interface GuestShellEvents {
  output: (data: string) => void
  /** `rest` is what was waiting when the shell ended while it was paused. */
  exit: (exit: ShellExit, rest: string) => void
  /** The backlog has passed its limit, or is within it again. */
  congestion: (isCongested: boolean) => void
}

/** One open shell's way out of the guest: output in batches, or kept while paused, and the end after all output. */
export class GuestShell {
  readonly #events: GuestShellEvents
  readonly #batcher: OutputBatcher
  #backlog: string[] = []
  #backlogLength = 0
  #isPaused = false
  #isCongested = false

  constructor(events: GuestShellEvents) {
    this.#events = events
    this.#batcher = new OutputBatcher(events.output)
  }

  receive(text: string): void {
    if (!this.#isPaused)
      return this.#batcher.push(text)
    this.#backlog.push(text)
    this.#backlogLength += text.length
    if (this.#backlogLength > BACKLOG_LIMIT_CHARS)
      this.#setCongested(true)
  }

  pause(): void {
    this.#batcher.flush()
    this.#isPaused = true
  }

  resume(): void {
    this.#isPaused = false
    const backlog = this.#takeBacklog()
    if (backlog !== '') {
      this.#batcher.push(backlog)
      this.#batcher.flush()
    }
  }

  /** Sends what is gathered, and tells what waits while the shell is paused. */
  keep(): string {
    this.#batcher.flush()
    return this.#backlog.join('')
  }

  end(exit: ShellExit): void {
    this.#batcher.flush()
    this.#events.exit(exit, this.#takeBacklog())
  }

  #takeBacklog(): string {
    const backlog = this.#backlog.join('')
    this.#backlog = []
    this.#backlogLength = 0
    this.#setCongested(false)
    return backlog
  }

  #setCongested(isCongested: boolean): void {
    if (isCongested === this.#isCongested)
      return
    this.#isCongested = isCongested
    this.#events.congestion(isCongested)
  }
}
