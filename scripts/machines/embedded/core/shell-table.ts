import type { ShellExit, ShellOptions, TerminalSize } from '../../machine.ts'
import type { ConsolePort } from './console-port.ts'
import type { ControlChannel } from './control-channel.ts'
import type { AgentLine } from './control-lines.ts'
import { MachineError } from '../../machine.ts'
import { AGENT_TIMEOUT_MS, withDeadline } from './deadline.ts'
import { GuestShell } from './guest-shell.ts'
import { noFreeShell, ShellRefusal, unknownUser } from './shell-refusal.ts'

/** Milliseconds for which a console is read on after its shell has ended: output and the news of the end come on different devices. */
const EXIT_SETTLE_MS = 20

/** Milliseconds that a shell has to end after the agent was told to close it. A fraction of a second is usual. */
const CLOSE_TIMEOUT_MS = 15_000

/** What account names look like (useradd(8), "CAVEATS"). Anything else cannot be an account, and must not reach the control channel. */
const ACCOUNT_NAME = /^[a-z_][a-z0-9_-]{0,31}$/

/** What open shells report. `shell` is the number that `open` answered with; no number is ever used again. */
export interface ShellEvents {
  output: (shell: number, data: string) => void
  /** `rest` is what was waiting when the shell ended while it was paused. */
  exit: (shell: number, exit: ShellExit, rest: string) => void
  /** Too much output of a paused shell is waiting, or no longer. */
  congestion: (shell: number, isCongested: boolean) => void
}

interface Entry {
  readonly number: number
  readonly console: number
  readonly port: ConsolePort
  readonly shell: GuestShell
  readonly opened: PromiseWithResolvers<void>
  isOpen: boolean
}

/** Which shell is open on which of the guest's consoles. */
export class ShellTable {
  readonly #ports: readonly ConsolePort[]
  readonly #control: ControlChannel
  readonly #events: ShellEvents
  readonly #entries = new Set<Entry>()
  /** Consoles whose shell was told to end. */
  readonly #closing = new Map<number, PromiseWithResolvers<void>>()
  #count = 0

  constructor(ports: readonly ConsolePort[], control: ControlChannel, events: ShellEvents) {
    this.#ports = ports
    this.#control = control
    this.#events = events
  }

  /** Consoles that have a shell, by index. */
  get usedConsoles(): number[] {
    return [...this.#entries].map(entry => entry.console)
  }

  /**
   * Opens a shell on a free console and answers with its number.
   * @throws MachineError 'no-free-shell', 'unknown-user' or 'timeout'
   */
  async open({ columns, rows, user }: Required<ShellOptions>): Promise<number> {
    if (!ACCOUNT_NAME.test(user))
      throw unknownUser(user)
    let refusal: unknown
    for (let attempt = 0; attempt < this.#ports.length; attempt++) {
      try {
        return await this.#openOnFreeConsole({ columns, rows, user })
      }
      catch (error) {
        if (!(error instanceof ShellRefusal))
          throw error
        if (!error.isOccupied) {
          throw error.isUnknownUser
            ? unknownUser(user, { cause: error })
            : error
        }
        refusal = error
      }
    }
    throw noFreeShell(this.#ports.length, { cause: refusal })
  }

  write(shell: number, data: string): void {
    this.#find(shell)?.port.write(data)
  }

  resize(shell: number, size: TerminalSize): void {
    this.#find(shell)?.port.resize(size)
  }

  pause(shell: number): void {
    this.#find(shell)?.shell.pause()
  }

  resume(shell: number): void {
    this.#find(shell)?.shell.resume()
  }

  /** Ends a shell and what it runs. Its end is reported even if the guest does not answer. */
  kill(shell: number): void {
    const entry = this.#find(shell)
    if (!entry)
      return
    entry.shell.resume()
    void this.closeConsole(entry.console).then(() => this.#end(entry, -1))
  }

  /** Makes the guest end whatever shell it has on a console, and waits for it, but not for ever. */
  async closeConsole(index: number): Promise<void> {
    const closing = this.#closing.get(index) ?? Promise.withResolvers<void>()
    this.#closing.set(index, closing)
    this.#control.send('close', index)
    const timer = setTimeout(closing.resolve, CLOSE_TIMEOUT_MS)
    await closing.promise
    clearTimeout(timer)
    this.#closing.delete(index)
  }

  /** Takes what a console printed. */
  receive(index: number, text: string): void {
    this.#on(index)?.shell.receive(text)
  }

  /** Takes a line of the agent that is about a console. */
  handle(line: Extract<AgentLine, { index: number }>): void {
    const entry = this.#on(line.index)
    if (line.kind === 'refused') {
      entry?.opened.reject(new ShellRefusal(line.reason))
    }
    else if (line.kind === 'exit') {
      const closing = this.#closing.get(line.index)
      // A shell that is only about to open has not ended: this is late news of the one before.
      const ended = entry?.isOpen ? entry : undefined
      setTimeout(() => {
        if (ended)
          this.#end(ended, line.exitCode)
        closing?.resolve()
      }, EXIT_SETTLE_MS)
    }
    else if (entry) {
      entry.isOpen = true
      entry.opened.resolve()
    }
    else {
      // Too late: nobody waits for it any more.
      void this.closeConsole(line.index)
    }
  }

  /** Ends every shell at once, because the state they lived in is gone. */
  endAll(reason: Error): void {
    for (const entry of this.#entries) {
      entry.opened.reject(reason)
      this.#end(entry, -1)
    }
    for (const closing of this.#closing.values())
      closing.resolve()
    for (const port of this.#ports)
      port.reset()
  }

  async #openOnFreeConsole({ columns, rows, user }: Required<ShellOptions>): Promise<number> {
    const entry = this.#reserve()
    entry.port.reset()
    entry.port.resize({ columns, rows })
    this.#control.send('open', entry.console, columns, rows, user)
    try {
      await withDeadline(entry.opened.promise, AGENT_TIMEOUT_MS, () =>
        new MachineError('timeout', `No shell opened on console ${entry.console} within ${AGENT_TIMEOUT_MS / 1000} s. Restore a checkpoint and try again.`))
    }
    catch (error) {
      this.#entries.delete(entry)
      if (error instanceof ShellRefusal && error.isOccupied)
        void this.closeConsole(entry.console)
      throw error
    }
    return entry.number
  }

  #reserve(): Entry {
    const index = this.#ports.findIndex((_, candidate) => !this.#on(candidate) && !this.#closing.has(candidate))
    const port = this.#ports[index]
    if (!port)
      throw noFreeShell(this.#ports.length)
    const number = ++this.#count
    const shell = new GuestShell({
      output: data => this.#events.output(number, data),
      exit: (exit, rest) => this.#events.exit(number, exit, rest),
      congestion: isCongested => this.#events.congestion(number, isCongested),
    })
    const entry: Entry = {
      number,
      console: index,
      port,
      shell,
      opened: Promise.withResolvers(),
      isOpen: false,
    }
    this.#entries.add(entry)
    return entry
  }

  #find(shell: number): Entry | undefined {
    return [...this.#entries].find(entry => entry.number === shell)
  }

  #on(index: number): Entry | undefined {
    return [...this.#entries].find(entry => entry.console === index)
  }

  #end(entry: Entry, exitCode: number): void {
    if (this.#entries.delete(entry) && entry.isOpen)
      entry.shell.end({ exitCode })
  }
}
