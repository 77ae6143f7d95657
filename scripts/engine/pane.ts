import type { Disposable, Event, Shell } from '../machines/machine.ts'
import type { ResolvedPane } from './resolve-demo.ts'
import { SerializeAddon } from '@xterm/addon-serialize'
import headless from '@xterm/headless'
import { Emitter } from '../machines/emitter.ts'
import { HIGH_WATER_CHARS, LOW_WATER_CHARS } from '../protocol/messages.ts'
import { SCROLLBACK_LINES } from '../protocol/terminal.ts'
import { StepOutput } from './step-output.ts'

/**
 * One terminal of a session as the server keeps it: the shell, its screen and scrollback, and what the present step printed.
 * Output is passed on only after the kept screen has taken it in, so that a snapshot plus all later output is always the whole.
 */
export class Pane {
  readonly options: ResolvedPane
  /** What the step in progress printed here, and where the shell stands. */
  readonly output = new StepOutput()
  /** Output, once it is on the kept screen. */
  readonly onOutput: Event<string>
  /** The shell ended by itself. */
  readonly onExit: Event<number>
  /** Set when the speaker has typed on the present command line. */
  touched = false
  /** The next command needs a prompt first. Not so after a step that ended by its own `until`. */
  promptExpected = true
  readonly #output = new Emitter<string>()
  readonly #exit = new Emitter<number>()
  readonly #terminal: InstanceType<typeof headless.Terminal>
  readonly #serializer = new SerializeAddon()
  #shell: Shell | undefined
  #listeners: Disposable[] = []
  #unparsed = 0
  #paused = false

  constructor(options: ResolvedPane) {
    this.options = options
    this.onOutput = this.#output.event
    this.onExit = this.#exit.event
    this.#terminal = new headless.Terminal({
      cols: options.columns,
      rows: options.rows,
      scrollback: SCROLLBACK_LINES,
      allowProposedApi: true,
    })
    this.#terminal.loadAddon(this.#serializer as never)
    // Programs ask their terminal questions (cursor position, colours). This one answers, once; the windows' terminals keep silent.
    this.#terminal.onData(reply => this.#shell?.write(reply))
  }

  get shell(): Shell | undefined {
    return this.#shell
  }

  /** Shows another shell on an empty screen; the shell before is forgotten, not ended. */
  attach(shell: Shell): void {
    this.detach()
    // Through the queue (RIS, a full reset), because what the shell before printed last may still wait in it.
    this.#terminal.write('\x1Bc')
    this.output.reset()
    this.touched = false
    this.promptExpected = true
    this.#paused = false
    this.#shell = shell
    this.#listeners = [
      shell.onData(data => this.#take(data, shell)),
      shell.onExit(({ exitCode }) => {
        this.#shell = undefined
        this.#exit.fire(exitCode)
        this.output.end()
      }),
    ]
  }

  /** Stops listening to the shell. What it printed stays on the screen. */
  detach(): void {
    for (const listener of this.#listeners)
      listener.dispose()
    this.#listeners = []
    this.#shell = undefined
  }

  /** Sends keys to the shell. Nothing happens where the shell has ended. */
  write(data: string): void {
    this.#shell?.write(data)
  }

  /** Screen and scrollback as escape sequences that bring an empty terminal of the same size to the same state. */
  snapshot(): string {
    return this.#serializer.serialize()
  }

  /** The visible lines as plain text, without trailing blanks. */
  screenText(): string {
    const { active } = this.#terminal.buffer
    const lines = Array.from({ length: this.#terminal.rows }, (_, row) =>
      active.getLine(active.baseY + row)?.translateToString(true) ?? '')
    return lines.join('\n').trimEnd()
  }

  dispose(): void {
    this.detach()
    this.#output.dispose()
    this.#exit.dispose()
    this.#terminal.dispose()
  }

  #take(data: string, shell: Shell): void {
    this.#unparsed += data.length
    if (!this.#paused && this.#unparsed > HIGH_WATER_CHARS) {
      this.#paused = true
      shell.pause()
    }
    this.#terminal.write(data, () => {
      this.#unparsed -= data.length
      if (this.#paused && this.#unparsed < LOW_WATER_CHARS) {
        this.#paused = false
        shell.resume()
      }
      // A reset in between has put another shell here; this is the old one's last word.
      if (shell !== this.#shell)
        return
      this.#output.fire(data)
      this.output.take(data)
    })
  }
}
