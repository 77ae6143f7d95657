import type { Disposable, Event } from '../base/event.ts'
import type { Shell } from '../machines/machine.ts'
import type { KeptTerminal } from './kept-terminal.ts'
import type { ResolvedPane } from './resolve-demo.ts'
import type { KeptOutput } from './step-output.ts'
import { Emitter } from '../base/emitter.ts'
import { HIGH_WATER_CHARS, LOW_WATER_CHARS } from '../protocol/messages.ts'
import { DemoError } from './demo-error.ts'
import { KeptScreen } from './kept-screen.ts'
import { createKeptTerminal } from './kept-terminal.ts'
import { INTERRUPT } from './obstacle.ts'
import { Paste } from './paste.ts'
import { StepOutput } from './step-output.ts'

/** RIS, "reset to initial state" (ECMA-48, 8.3.105). */
const FULL_RESET = '\x1Bc'
/** What stops a paste besides Ctrl-C. */
const ESCAPE = '\x1B'
/** Back from the alternate screen, with the cursor where it was (xterm's control sequences). */
const MAIN_SCREEN = '\x1B[?1049l'
/** No reports of mouse and focus, and every mode to its default (DECSTR). */
const DEFAULT_MODES = '\x1B[?9l\x1B[?1000l\x1B[?1002l\x1B[?1003l\x1B[?1004l\x1B[?1006l\x1B[!p\x1B[0m'

/** A pane at a moment, to which it can be brought back together with its machine. */
export interface KeptPane {
  /** Undefined where it had ended. */
  shell: Shell | undefined
  screen: string
  output: KeptOutput
  promptExpected: boolean
}

/**
 * One terminal of a session as the server keeps it: the shell, its screen and scrollback, and what the present step printed.
 * Output is passed on only after the kept screen has taken it in, so that a snapshot plus all later output is always the whole.
 */
export class Pane {
  readonly options: ResolvedPane
  /** What the step in progress printed here, and where the shell stands. */
  readonly output = new StepOutput()
  /** What stands on it. */
  readonly screen: KeptScreen
  /** Output, once it is on the kept screen. */
  readonly onOutput: Event<string>
  /** Keys were sent to the shell, of the speaker or of the kit. */
  readonly onInput: Event<void>
  /** The shell ended by itself. */
  readonly onExit: Event<number>
  /** The next command needs a prompt first. Not so after a step that ended by its own `until`. */
  promptExpected = true
  readonly #output = new Emitter<string>()
  readonly #input = new Emitter<void>()
  readonly #exit = new Emitter<number>()
  readonly #kept: KeptTerminal
  #shell: Shell | undefined
  #listeners: Disposable[] = []
  #paste: Paste | undefined
  /** Keys that wait for the prompt of the shell that is expected; undefined where none is. */
  #ahead: string | undefined
  #kitTypes = false
  #unparsed = 0
  #paused = false

  constructor(options: ResolvedPane) {
    this.options = options
    this.onOutput = this.#output.event
    this.onInput = this.#input.event
    this.onExit = this.#exit.event
    this.#kept = createKeptTerminal(options)
    this.screen = new KeptScreen(this.#kept.terminal)
    // Programs ask their terminal questions (cursor position, colours). This one answers, once; the windows' terminals keep silent.
    this.#kept.terminal.onData(reply => this.#shell?.write(reply))
  }

  /** The kit types here: what the speaker presses or pastes meanwhile would end up in its command line. */
  get kitTypes(): boolean {
    return this.#kitTypes
  }

  set kitTypes(types: boolean) {
    this.#kitTypes = types
    if (types)
      this.#paste?.stop('the kit types the next step.')
  }

  get shell(): Shell | undefined {
    return this.#shell
  }

  /** Shows an empty screen on which a shell will begin; keys wait for it. Resolves when that can be seen. */
  async expectShell(): Promise<void> {
    await this.show('')
    this.output.reset()
    this.#ahead = ''
  }

  /** Shows another shell on an empty screen; the shell before is forgotten, not ended. Keys that wait for it still do. */
  attach(shell: Shell): void {
    const ahead = this.#ahead
    this.detach()
    this.#ahead = ahead
    // Through the queue, because what the shell before printed last may still wait in it.
    this.#kept.write(FULL_RESET)
    this.output.reset()
    this.promptExpected = true
    this.#listen(shell)
  }

  /** The shell that was expected is at its prompt: types what has waited for that. */
  typeAhead(): void {
    const ahead = this.#ahead
    this.#ahead = undefined
    if (ahead)
      this.input(ahead)
  }

  /** What it takes to stand here again. All that the shell has said until now is in it, and nothing that it says from now on. */
  keep(): Promise<KeptPane> {
    const shell = this.#shell
    return new Promise(resolve => this.#kept.write('', () => resolve({
      shell,
      screen: this.snapshot(),
      output: this.output.keep(),
      promptExpected: this.promptExpected,
    })))
  }

  /** Shows what was kept, in place of all there was. `shell` is the one that goes on from there. Resolves when it can be seen. */
  async bringBack({ screen, output, promptExpected }: KeptPane, shell: Shell | undefined): Promise<void> {
    this.detach()
    const shown = this.#write(FULL_RESET + screen)
    this.output.bringBack(output)
    this.promptExpected = promptExpected
    if (shell)
      this.#listen(shell)
    await shown
  }

  /** Stops listening to the shell. What it printed stays on the screen. */
  detach(): void {
    this.#paste?.drop('its shell is gone.')
    for (const listener of this.#listeners)
      listener.dispose()
    this.#listeners = []
    this.#shell = undefined
    this.#ahead = undefined
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
    await this.#write(MAIN_SCREEN + DEFAULT_MODES)
    // From below the last line that is used, a screenful of line ends scrolls away just what is used.
    const used = this.screen.text.split('\n').length
    await this.#write(`\x1B[${used};1H\r\n\x1B[7m${line}\x1B[0m${'\r\n'.repeat(this.options.rows)}\x1B[H${screen}`)
  }

  /** Takes back what a program that is gone did to the terminal: mouse reports, key modes, margins, colours, the alternate screen. */
  async resetModes(): Promise<void> {
    await this.print((this.screen.isAlternate
      ? MAIN_SCREEN
      : '') + DEFAULT_MODES)
  }

  /** More output of the same kind. Resolves when it can be seen. */
  async print(data: string): Promise<void> {
    await this.#write(data)
    this.#output.fire(data)
  }

  /** Sends keys of the speaker to the shell. While a paste is on its way they would end up in its middle; Ctrl-C and Escape end it. */
  input(data: string): void {
    if (this.#ahead !== undefined) {
      this.#ahead += data
      return
    }
    if (this.#paste?.isUnderWay) {
      if (data !== INTERRUPT && data !== ESCAPE)
        throw this.#pasting()
      this.#paste.stop('the speaker has stopped it.')
      if (data === ESCAPE)
        return
    }
    this.output.prompt.touch(data)
    this.write(data)
  }

  /** Sends text that the speaker pastes. A shell puts it on its command line, whatever it is, and runs nothing of it before Enter. */
  async paste(text: string): Promise<void> {
    if (this.#ahead !== undefined)
      throw new DemoError('busy', `The shell of "${this.options.name}" is still being opened. Paste again when it shows its prompt.`)
    if (this.#paste?.isUnderWay)
      throw this.#pasting()
    const isBracketed = (): boolean => this.output.prompt.isAtShell || this.#kept.terminal.modes.bracketedPasteMode
    this.output.prompt.touch(isBracketed()
      ? text.replaceAll(/[\r\n]/g, ' ')
      : text)
    this.#paste = new Paste(text, {
      write: data => this.write(data),
      isBracketed,
    })
    await this.#paste.ended
  }

  /** Sends keys to the shell. Nothing happens where the shell has ended. */
  write(data: string): void {
    if (!this.#shell)
      return
    this.#input.fire()
    this.#shell.write(data)
  }

  /** What brings a window's terminal of the same size to the state of this one (`KeptTerminal.serialize`). */
  snapshot(): string {
    return this.#kept.serialize()
  }

  dispose(): void {
    this.detach()
    this.#output.dispose()
    this.#input.dispose()
    this.#exit.dispose()
    this.#kept.terminal.dispose()
  }

  #listen(shell: Shell): void {
    this.kitTypes = false
    this.#paused = false
    this.#shell = shell
    this.#listeners = [
      shell.onData(data => this.#take(data, shell)),
      shell.onExit(({ exitCode }) => {
        this.#shell = undefined
        this.#paste?.drop('its shell has ended.')
        this.#exit.fire(exitCode)
        this.output.end()
      }),
    ]
  }

  #pasting(): DemoError {
    return new DemoError('busy', `A paste is on its way to "${this.options.name}". Ctrl-C drops the rest of it; other keys are not taken meanwhile.`)
  }

  #write(data: string): Promise<void> {
    return new Promise(resolve => this.#kept.write(data, resolve))
  }

  #take(data: string, shell: Shell): void {
    this.#unparsed += data.length
    if (!this.#paused && this.#unparsed > HIGH_WATER_CHARS) {
      this.#paused = true
      shell.pause()
    }
    this.#kept.write(data, () => {
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
