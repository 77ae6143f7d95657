import type { RunResult, ShellExit, ShellOptions, TerminalSize } from '../../machine.ts'
import type { MachineImage } from './boot-emulator.ts'
import type { AgentLine } from './control-lines.ts'
import type { Emulator, EmulatorConstructor } from './v86-emulator.ts'
import { Exclusive } from '../../exclusive.ts'
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

/** First bytes of a zstd frame (RFC 8878, 3.1.1), as a little-endian number. */
const ZSTD_MAGIC = 0xFD2FB528

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
  readonly #emulator: Emulator
  readonly #ports: readonly ConsolePort[]
  readonly #control: ControlChannel
  readonly #shells: ShellTable
  readonly #runner: ScriptRunner
  readonly #clock: Clock
  readonly #power: Power
  readonly #checkpoints = new Checkpoints()
  readonly #exclusive = new Exclusive()

  /**
   * Makes a machine and waits until its guest answers.
   * @throws Error when v86 cannot be started, MachineError 'timeout' when the guest does not answer
   */
  static async boot(V86: EmulatorConstructor, image: MachineImage, events: CoreEvents): Promise<EmulatorCore> {
    const emulator = await bootEmulator(V86, image)
    await emulator.restore_state(image.state)
    const isCompressed = new DataView(image.state).getUint32(0, true) === ZSTD_MAGIC
    const core = new EmulatorCore(emulator, events)
    core.#checkpoints.set(BASE_CHECKPOINT, {
      state: isCompressed
        ? await emulator.save_state()
        : image.state,
      openConsoles: [],
    })
    await emulator.run()
    await core.#clock.set()
    return core
  }

  private constructor(emulator: Emulator, events: CoreEvents) {
    this.#emulator = emulator
    this.#power = new Power({
      run: () => emulator.run(),
      stop: () => emulator.stop(),
      is_running: () => emulator.is_running(),
      stopIdling: () => emulator.v86.cpu.stop_idling(),
    })
    this.#control = new ControlChannel(emulator, line => this.#handle(line))
    watchKernelConsole(emulator, events.panic)
    this.#clock = new Clock(this.#control)
    this.#runner = new ScriptRunner(emulator, this.#control)
    this.#ports = Array.from({ length: CONSOLE_COUNT }, (_, index) =>
      new ConsolePort(emulator, index, text => this.#shells.receive(index, text)))
    this.#shells = new ShellTable(this.#ports, this.#control, {
      ...events,
      congestion: (shell, isCongested) => void this.#relieve(`backlog of shell ${shell}`, isCongested),
    })
  }

  /**
   * Opens a shell and answers with its number.
   * @throws MachineError 'no-free-shell', 'unknown-user' or 'timeout'
   */
  async openShell(options: Required<ShellOptions>): Promise<number> {
    await this.#awake()
    return this.#shells.open(options)
  }

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
    return this.#runner.run(script, timeout, signal)
  }

  async save(name: string): Promise<void> {
    await this.#awake()
    return this.#exclusive.run(async () => {
      const state = await this.#emulator.save_state()
      this.#checkpoints.set(name, { state, openConsoles: this.#shells.usedConsoles })
    })
  }

  /** @throws MachineError 'unknown-checkpoint' or 'timeout' */
  restore(name: string): Promise<void> {
    return this.#exclusive.run(async () => {
      const { state, openConsoles } = this.#checkpoints.get(name)
      const reason = new MachineError('stopped', `The machine was returned to the checkpoint ${JSON.stringify(name)} meanwhile.`)
      await this.#power.hold('restore')
      // Lets an answer of the 9p file system that is under way arrive in the state that asked for it.
      await new Promise(resolve => setTimeout(resolve, 0))
      this.#shells.endAll(reason)
      this.#runner.abandon(reason)
      this.#control.reset()
      await this.#emulator.restore_state(state)
      await this.#power.release('restore')
      await this.#power.release('suspend')
      await Promise.all([
        this.#clock.set(),
        ...openConsoles.map(index => this.#shells.closeConsole(index)),
      ])
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
      await this.#clock.set()
    })
  }

  async #awake(): Promise<void> {
    await this.#exclusive.idle()
    if (this.#power.isHeldBy('suspend'))
      await this.resume()
  }

  /** For calls that nobody waits for. A guest that does not wake up fails the next call that somebody waits for. */
  #wake(): void {
    if (this.#power.isHeldBy('suspend'))
      this.resume().catch(() => undefined)
  }

  async #relieve(reason: string, isHeld: boolean): Promise<void> {
    if (isHeld)
      return this.#power.hold(reason)
    await this.#power.release(reason)
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
