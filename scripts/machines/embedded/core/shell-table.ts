import type { ShellExit, ShellOptions, TerminalSize } from '../../machine.ts'
import type { ConsolePort } from './console-port.ts'
import type { ControlChannel } from './control-channel.ts'
import type { AgentLine } from './control-lines.ts'
import type { OpenedShell, RevivedShell } from './protocol.ts'
import { AGENT_TIMEOUT_MS, withDeadline } from '../../../base/deadline.ts'
import { KILL_GRACE_MS } from '../../deadlines.ts'
import { MachineError } from '../../machine.ts'
import { GuestShell } from './guest-shell.ts'
import { noFreeShell, ShellRefusal, unknownUser } from './shell-refusal.ts'

/** Milliseconds for which a console is read on after its shell has ended: output and the news of the end come on different devices. */
const EXIT_SETTLE_MS = 20

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

/** An open shell as it is in a kept state. */
export interface KeptShell {
  /** The number it had. */
  shell: number
  console: number
  processId: number
  /** Output that was waiting while it was paused. */
  backlog: string
}

interface Entry {
  readonly number: number
  readonly console: number
  readonly port: ConsolePort
  readonly shell: GuestShell
  /** Resolves with the shell's process id. */
  readonly opened: PromiseWithResolvers<number>
  /** Set once it is open. */
  processId?: number
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

  /** Consoles on which a shell is about to open, by index. */
  get openingConsoles(): number[] {
    return [...this.#entries].filter(entry => entry.processId === undefined).map(entry => entry.console)
  }

  /** The shells that are open, for a state that is kept now. All that they have printed until now has been reported. */
  keep(): KeptShell[] {
    return [...this.#entries].flatMap(({ number, console, processId, shell }) => processId === undefined
      ? []
      : [
          {
            shell: number,
            console,
            processId,
            backlog: shell.keep(),
          },
        ])
  }

  /** Takes up shells of a state that has been restored, under new numbers. */
  revive(kept: readonly KeptShell[]): RevivedShell[] {
    return kept.map(({ shell: was, console, processId, backlog }) => {
      const entry = this.#enter(console)
      entry.processId = processId
      entry.opened.resolve(processId)
      if (backlog !== '')
        entry.shell.receive(backlog)
      return { was, shell: entry.number, processId }
    })
  }

  /**
   * Opens a shell on a free console.
   * @throws MachineError 'no-free-shell', 'unknown-user' or 'timeout'
   */
  async open({ columns, rows, user }: Required<ShellOptions>): Promise<OpenedShell> {
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
    const timer = setTimeout(closing.resolve, KILL_GRACE_MS)
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
      const ended = entry?.processId === undefined
        ? undefined
        : entry
      setTimeout(() => {
        if (ended)
          this.#end(ended, line.exitCode)
        closing?.resolve()
      }, EXIT_SETTLE_MS)
    }
    else if (entry) {
      entry.processId = line.pid
      entry.opened.resolve(line.pid)
    }
    else {
      // Too late: its caller has given up.
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

  async #openOnFreeConsole({ columns, rows, user }: Required<ShellOptions>): Promise<OpenedShell> {
    const entry = this.#reserve()
    entry.port.reset()
    entry.port.resize({ columns, rows })
    this.#control.send('open', entry.console, columns, rows, user)
    try {
      const processId = await withDeadline(entry.opened.promise, AGENT_TIMEOUT_MS, () =>
        new MachineError('timeout', `No shell opened on console ${entry.console} within ${AGENT_TIMEOUT_MS / 1000} s. Restore a checkpoint and try again.`))
      return { shell: entry.number, processId }
    }
    catch (error) {
      this.#entries.delete(entry)
      if (error instanceof ShellRefusal && error.isOccupied)
        void this.closeConsole(entry.console)
      throw error
    }
  }

  #reserve(): Entry {
    const index = this.#ports.findIndex((_, candidate) => !this.#on(candidate) && !this.#closing.has(candidate))
    if (index === -1)
      throw noFreeShell(this.#ports.length)
    return this.#enter(index)
  }

  #enter(index: number): Entry {
    const number = ++this.#count
    const shell = new GuestShell({
      output: data => this.#events.output(number, data),
      exit: (exit, rest) => this.#events.exit(number, exit, rest),
      congestion: isCongested => this.#events.congestion(number, isCongested),
    })
    const entry: Entry = {
      number,
      console: index,
      port: this.#ports[index]!,
      shell,
      opened: Promise.withResolvers(),
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
    if (this.#entries.delete(entry) && entry.processId !== undefined)
      entry.shell.end({ exitCode })
  }
}
