import type { Event } from '../../../base/event.ts'
import type { Shell, ShellExit } from '../../machine.ts'
import type { Notice } from './protocol.ts'
import { LOST_SHELL, ShellOutput } from '../../shell-output.ts'

/** The client's end of a shell in the emulator's thread. */
export class ClientShell implements Shell {
  readonly onData: Event<string>
  readonly onExit: Event<ShellExit>
  /** Its process id in the guest, once it is open. */
  process: number | undefined
  readonly #number: number
  readonly #post: (notice: Notice) => void
  readonly #output = new ShellOutput()

  constructor(number: number, post: (notice: Notice) => void) {
    this.#number = number
    this.#post = post
    this.onData = this.#output.onData
    this.onExit = this.#output.onExit
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
    this.#output.pause()
    this.#tell({ type: 'pause-shell', shell: this.#number })
  }

  resume(): void {
    this.#tell({ type: 'resume-shell', shell: this.#number })
    this.#output.resume()
  }

  kill(): void {
    this.resume()
    this.#tell({ type: 'kill-shell', shell: this.#number })
  }

  async processId(): Promise<number> {
    return this.process!
  }

  /** What it printed and has not been reported yet. */
  get pending(): string {
    return this.#output.pending
  }

  /** Goes on after this, which was pending in the state it goes on from. */
  goOnAfter(pending: string): void {
    this.#output.goOnAfter(pending)
  }

  /** Takes what the shell printed. */
  receive(data: string): void {
    this.#output.push(data)
  }

  /** Takes the shell's end. `rest` is output that waited in the worker. */
  end(exit: ShellExit, rest = ''): void {
    if (exit.exitCode === LOST_SHELL.exitCode)
      this.#output.lose()
    else
      this.#output.end(exit, rest)
  }

  /** Its machine is gone. */
  lose(): void {
    this.#output.lose()
  }

  #tell(notice: Notice): void {
    if (!this.#output.hasEnded)
      this.#post(notice)
  }
}
