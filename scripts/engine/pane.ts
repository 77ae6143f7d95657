import type { Disposable, Event, Shell } from '../machines/machine.ts'
import type { KeptTerminal } from './kept-terminal.ts'
import type { ResolvedPane } from './resolve-demo.ts'
import { Emitter } from '../machines/emitter.ts'
import { HIGH_WATER_CHARS, LOW_WATER_CHARS } from '../protocol/messages.ts'
import { createKeptTerminal } from './kept-terminal.ts'
import { StepOutput } from './step-output.ts'
import { unfinishedEscape } from './unfinished-escape.ts'

/** RIS, "reset to initial state" (ECMA-48, 8.3.105). */
const FULL_RESET = '\x1Bc'
/** Back to the main screen, and every mode to its default (DECSTR): what a program left behind when its machine died. */
const SOFT_RESET = '\x1B[?1049l\x1B[!p\x1B[0m'

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
  readonly #kept: KeptTerminal
  #shell: Shell | undefined
  #listeners: Disposable[] = []
  #unparsed = 0
  /** What the kept terminal has of an escape sequence whose end is still to come; no part of its screen. */
  #unfinished = ''
  #paused = false

  constructor(options: ResolvedPane) {
    this.options = options
    this.onOutput = this.#output.event
    this.onExit = this.#exit.event
    this.#kept = createKeptTerminal(options)
    // Programs ask their terminal questions (cursor position, colours). This one answers, once; the windows' terminals keep silent.
    this.#kept.terminal.onData(reply => this.#shell?.write(reply))
  }

  get shell(): Shell | undefined {
    return this.#shell
  }

  /** Shows another shell on an empty screen; the shell before is forgotten, not ended. */
  attach(shell: Shell): void {
    this.detach()
    // Through the queue, because what the shell before printed last may still wait in it.
    this.#kept.terminal.write(FULL_RESET)
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
    this.#unfinished = ''
  }

  /** Shows a screen that no shell stands behind, in place of all there was. Resolves when it can be seen. */
  async show(screen: string): Promise<void> {
    this.detach()
    await this.#write(FULL_RESET + screen)
  }

  /**
   * Shows such a screen below what there was, which stays in the scrollback above a line that says what happened. `screen` is without
   * scrollback of its own.
   */
  async showBelow(line: string, screen: string): Promise<void> {
    this.detach()
    await this.#write(SOFT_RESET)
    // From below the last line that is used, a screenful of line ends scrolls away just what is used.
    const used = this.screenText().split('\n').length
    await this.#write(`\x1B[${used};1H\r\n\x1B[7m${line}\x1B[0m${'\r\n'.repeat(this.options.rows)}\x1B[H${screen}`)
  }

  /** More output of the same kind. Resolves when it can be seen. */
  async print(data: string): Promise<void> {
    await this.#write(data)
    this.#output.fire(data)
  }

  /** Sends keys to the shell. Nothing happens where the shell has ended. */
  write(data: string): void {
    this.#shell?.write(data)
  }

  /** Screen and scrollback as escape sequences that bring an empty terminal of the same size to the same state. */
  snapshot(): string {
    return this.#kept.serialize() + this.#unfinished
  }

  /** The visible lines as plain text, without trailing blanks. */
  screenText(): string {
    const { terminal } = this.#kept
    const { active } = terminal.buffer
    const lines = Array.from({ length: terminal.rows }, (_, row) =>
      active.getLine(active.baseY + row)?.translateToString(true) ?? '')
    return lines.join('\n').trimEnd()
  }

  dispose(): void {
    this.detach()
    this.#output.dispose()
    this.#exit.dispose()
    this.#kept.terminal.dispose()
  }

  #write(data: string): Promise<void> {
    return new Promise(resolve => this.#kept.terminal.write(data, resolve))
  }

  #take(data: string, shell: Shell): void {
    this.#unparsed += data.length
    if (!this.#paused && this.#unparsed > HIGH_WATER_CHARS) {
      this.#paused = true
      shell.pause()
    }
    this.#kept.terminal.write(data, () => {
      this.#unparsed -= data.length
      if (this.#paused && this.#unparsed < LOW_WATER_CHARS) {
        this.#paused = false
        shell.resume()
      }
      // A reset in between has put another shell here; this is the old one's last word.
      if (shell !== this.#shell)
        return
      this.#unfinished = unfinishedEscape(this.#unfinished + data)
      this.#output.fire(data)
      this.output.take(data)
    })
  }
}
