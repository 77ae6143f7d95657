import type { RunResult, ShellExit, ShellOptions, TerminalSize } from '../../machine.ts'
import type { MachineImage } from './boot-emulator.ts'
import type { Checkpoint } from './checkpoints.ts'
import type { AgentLine } from './control-lines.ts'
import type { OpenedShell, RevivedShell } from './protocol.ts'
import type { Snapshot } from './state-keeper.ts'
import type { Emulator, EmulatorConstructor } from './v86-emulator.ts'
import { Exclusive } from '../../../base/exclusive.ts'
import { markPhase } from '../../../base/phase.ts'
import { BASE_CHECKPOINT, MachineError } from '../../machine.ts'
import { bootEmulator } from './boot-emulator.ts'
import { Checkpoints } from './checkpoints.ts'
import { Clock } from './clock.ts'
import { CONSOLE_COUNT, ConsolePort } from './console-port.ts'
import { ControlChannel } from './control-channel.ts'
import { watchKernelConsole } from './kernel-console.ts'
import { Power } from './power.ts'
import { ScriptRunner } from './script-runner.ts'
import { ShellTable } from './shell-table.ts'
import { StateKeeper } from './state-keeper.ts'
import { unpackState } from './unpack-state.ts'

/** What a core reports by itself. Shells are named by the number that `openShell` answered with. */
export interface CoreEvents {
  output: (shell: number, data: string) => void
  /** `rest` is what was waiting when the shell ended while it was paused. */
  exit: (shell: number, exit: ShellExit, rest: string) => void
  /** The guest's kernel has panicked, and nothing of the machine will answer again. */
  panic: (words: string) => void
}

/**
 * The embedded machine itself, in the thread that it computes in. Free of Node and of the DOM: a worker thread and a Web Worker run the same code.
 * A core is born running, at the state it was shipped with.
 */
export class EmulatorCore {
  readonly #ports: readonly ConsolePort[]
  readonly #control: ControlChannel
  readonly #shells: ShellTable
  readonly #runner: ScriptRunner
  readonly #clock: Clock
  readonly #power: Power
  readonly #keeper: StateKeeper
  readonly #checkpoints: Checkpoints
  readonly #exclusive = new Exclusive()

  /**
   * Makes a machine that runs.
   * @throws Error when v86 cannot be started
   */
  static async boot(V86: EmulatorConstructor, image: MachineImage, keptBytes: number, events: CoreEvents): Promise<EmulatorCore> {
    const emulator = await bootEmulator(V86, image)
    markPhase('emulator made')
    const state = await unpackState(emulator, image.state, image.stateBytes)
    markPhase('state unpacked')
    const { keeper, snapshot } = await StateKeeper.begin(emulator, state)
    markPhase('state restored')
    const core = new EmulatorCore(emulator, keeper, keeper.bytes + keptBytes, events)
    core.#checkpoints.set(BASE_CHECKPOINT, core.#checkpoint(snapshot))
    await emulator.run()
    return core
  }

  private constructor(emulator: Emulator, keeper: StateKeeper, limitBytes: number, events: CoreEvents) {
    this.#keeper = keeper
    this.#checkpoints = new Checkpoints(keeper, limitBytes)
    this.#power = new Power({
      run: () => emulator.run(),
      stop: () => emulator.stop(),
      is_running: () => emulator.is_running(),
      stopIdling: () => emulator.v86.cpu.stop_idling(),
    })
    this.#control = new ControlChannel(emulator, line => this.#handle(line))
    watchKernelConsole(emulator, events.panic)
    this.#clock = new Clock(this.#control, () => this.#pump())
    this.#runner = new ScriptRunner(emulator, this.#control)
    this.#ports = Array.from({ length: CONSOLE_COUNT }, (_, index) =>
      new ConsolePort(emulator, index, () => !this.#clock.isWrong && !this.#power.isHeldBy('save'), text => this.#shells.receive(index, text)))
    this.#shells = new ShellTable(this.#ports, this.#control, {
      ...events,
      congestion: (shell, isCongested) => void this.#relieve(`backlog of shell ${shell}`, isCongested),
    })
  }

  /**
   * Opens a shell.
   * @throws MachineError 'no-free-shell', 'unknown-user' or 'timeout'
   */
  async openShell(options: Required<ShellOptions>): Promise<OpenedShell> {
    await this.#awake()
    const opened = this.#shells.open(options)
    // After the shell, whose prompt is waited for; and at once, because the timers of a restored guest may rest until its clock is set.
    this.#clock.want()
    return opened
  }

  /** Types. A key that comes before the clock is right waits for it. */
  write(shell: number, data: string): void {
    this.#wake()
    this.#shells.write(shell, data)
  }

  resizeShell(shell: number, size: TerminalSize): void {
    this.#wake()
    this.#shells.resize(shell, size)
  }

  pauseShell(shell: number): void {
    this.#shells.pause(shell)
  }

  resumeShell(shell: number): void {
    this.#shells.resume(shell)
  }

  killShell(shell: number): void {
    this.#wake()
    this.#shells.kill(shell)
  }

  /**
   * Runs a Bash script as root. After `timeout` milliseconds it is killed with its children.
   * @throws MachineError 'timeout', MachineError 'stopped' when a state is restored meanwhile, or the signal's reason
   */
  async run(script: string, timeout: number, signal: AbortSignal): Promise<RunResult> {
    await this.#awake()
    this.#clock.want()
    return this.#runner.run(script, timeout, signal)
  }

  /** Keeps the present state. The machine stands still for some hundredths of a second. */
  async save(name: string): Promise<void> {
    await this.#awake()
    return this.#exclusive.run(async () => {
      await this.#standStill('save')
      try {
        this.#checkpoints.set(name, this.#checkpoint(await this.#keeper.keep()))
      }
      finally {
        await this.#relieve('save', false)
      }
    })
  }

  /** @throws MachineError 'unknown-checkpoint' or 'timeout' */
  restore(name: string): Promise<void> {
    return this.#exclusive.run(async () => {
      const { shells, openingConsoles } = await this.#bringBack(name)
      await this.#goOn([
        ...openingConsoles,
        ...shells.map(({ console }) => console),
      ])
    })
  }

  /**
   * As `restore`, but shells that were open go on.
   * @throws MachineError 'unknown-checkpoint' or 'timeout'
   */
  rewind(name: string): Promise<RevivedShell[]> {
    return this.#exclusive.run(async () => {
      const { shells, openingConsoles } = await this.#bringBack(name)
      const revived = this.#shells.revive(shells)
      await this.#goOn(openingConsoles)
      this.#clock.want()
      return revived
    })
  }

  suspend(): Promise<void> {
    return this.#exclusive.run(() => this.#power.hold('suspend'))
  }

  /** @throws MachineError 'timeout' */
  resume(): Promise<void> {
    return this.#exclusive.run(async () => {
      if (!this.#power.isHeldBy('suspend'))
        return
      await this.#relieve('suspend', false)
      await this.#setClock()
    })
  }

  #checkpoint(snapshot: Snapshot): Checkpoint {
    return {
      snapshot,
      unread: this.#control.unread,
      shells: this.#shells.keep(),
      openingConsoles: this.#shells.openingConsoles,
    }
  }

  /** Brings everything to a kept state, without shells; the machine stands still then. */
  async #bringBack(name: string): Promise<Checkpoint> {
    const checkpoint = this.#checkpoints.get(name)
    const reason = new MachineError('stopped', `The machine was returned to the checkpoint ${JSON.stringify(name)} meanwhile.`)
    await this.#standStill('restore')
    this.#shells.endAll(reason)
    this.#runner.abandon(reason)
    await this.#keeper.bringBack(checkpoint.snapshot)
    this.#control.unread = checkpoint.unread
    return checkpoint
  }

  /** Goes on from there, with no shell on these consoles. */
  async #goOn(closedConsoles: readonly number[]): Promise<void> {
    this.#clock.due()
    await this.#power.release('restore')
    await this.#relieve('suspend', false)
    await Promise.all(closedConsoles.map(index => this.#shells.closeConsole(index)))
  }

  async #standStill(reason: string): Promise<void> {
    await this.#power.hold(reason)
    // Lets an answer of the 9p file system that is under way arrive in the state that asked for it.
    await new Promise(resolve => setTimeout(resolve, 0))
  }

  async #setClock(): Promise<void> {
    // A guest that stands still for the output of a paused shell cannot answer before that is read.
    if (this.#power.isHeld)
      void this.#clock.set().catch(() => undefined)
    else
      await this.#clock.set()
  }

  async #awake(): Promise<void> {
    await this.#exclusive.idle()
    if (this.#power.isHeldBy('suspend'))
      await this.resume()
  }

  /** For calls without a result. A guest that does not wake up fails the next call that has one. */
  #wake(): void {
    if (this.#power.isHeldBy('suspend'))
      this.resume().catch(() => undefined)
  }

  async #relieve(reason: string, isHeld: boolean): Promise<void> {
    if (isHeld)
      return this.#power.hold(reason)
    await this.#power.release(reason)
    this.#pump()
  }

  #pump(): void {
    for (const port of this.#ports)
      port.pump()
  }

  #handle(line: AgentLine): void {
    const handlers = {
      done: line => void this.#runner.done(line.id, line.exitCode),
      opened: line => this.#shells.handle(line),
      refused: line => this.#shells.handle(line),
      exit: line => this.#shells.handle(line),
      time: () => this.#clock.answered(),
      pong: () => undefined,
      // Such as the `ready` of a boot, or a kernel message.
      unknown: () => undefined,
    } satisfies { [Kind in AgentLine['kind']]: (line: Extract<AgentLine, { kind: Kind }>) => void }
    ;(handlers[line.kind] as (line: AgentLine) => void)(line)
  }
}
