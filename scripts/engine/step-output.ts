import type { Event } from '../machines/machine.ts'
import stripAnsi from 'strip-ansi'
import { Emitter } from '../machines/emitter.ts'
import { PromptMarkScanner } from './prompt-marks.ts'

/** Most characters kept of one step's output; expectations are about the beginning and end, so the middle goes first. */
const MAX_CAPTURED_CHARS = 256 * 1024

/**
 * What a pane printed since the present step began, and where its shell stands, read from the prompt marks.
 * Text between a prompt's begin and end marks is the prompt itself and is left out.
 */
export class StepOutput {
  /** Fires after every chunk, and when the shell ends. */
  readonly onChange: Event<void>
  readonly #change = new Emitter<void>()
  #scanner = new PromptMarkScanner()
  #captured = ''
  #inPrompt = false
  #commandSeen = false
  #prompts = 0
  #exitCode: number | undefined
  #atPrompt = false
  #ended = false

  constructor() {
    this.onChange = this.#change.event
  }

  /** Exit status of the last command that ended since `begin`, where the shell told it. */
  get exitCode(): number | undefined {
    return this.#exitCode
  }

  /** Prompts that were ready for input since `begin`. */
  get prompts(): number {
    return this.#prompts
  }

  /** A command was run since `begin`, and the shell is at its prompt again. An empty Enter does not count. */
  get ranCommand(): boolean {
    return this.#commandSeen && this.#atPrompt
  }

  /** The shell waits for a command line. */
  get atPrompt(): boolean {
    return this.#atPrompt
  }

  /** The shell has ended. */
  get ended(): boolean {
    return this.#ended
  }

  /** Starts anew for a step; the shell's own state (at its prompt or not) stays known. */
  begin(): void {
    this.#captured = ''
    this.#prompts = 0
    this.#exitCode = undefined
    this.#commandSeen = false
  }

  /** Forgets everything: another shell is coming. */
  reset(): void {
    this.begin()
    this.#scanner = new PromptMarkScanner()
    this.#inPrompt = false
    this.#atPrompt = false
    this.#ended = false
  }

  take(chunk: string): void {
    for (const part of this.#scanner.scan(chunk)) {
      if ('text' in part)
        this.#capture(part.text)
      else
        this.#mark(part.mark)
    }
    this.#change.fire()
  }

  /** Enter is about to be pressed: prompts counted from here on mean that a command has ended. */
  submit(): void {
    this.#prompts = 0
    this.#exitCode = undefined
    this.#atPrompt = false
  }

  end(): void {
    this.#ended = true
    this.#atPrompt = false
    this.#change.fire()
  }

  /**
   * The output as plain text with `\n` line ends. A shell that marks its commands has its echo left out by that; of others
   * (`skipEcho`) the first line is dropped, which is the echoed command line.
   */
  text(options: { skipEcho: boolean }): string {
    const plain = stripAnsi(this.#captured).replaceAll('\r\n', '\n').replaceAll('\r', '')
    if (!options.skipEcho || this.#commandSeen)
      return plain
    const newline = plain.indexOf('\n')
    return newline === -1
      ? ''
      : plain.slice(newline + 1)
  }

  #capture(text: string): void {
    if (this.#inPrompt)
      return
    this.#captured += text
    if (this.#captured.length > MAX_CAPTURED_CHARS) {
      // Down to half, so that a flood in small pieces is not copied anew with every piece.
      const kept = MAX_CAPTURED_CHARS / 4
      this.#captured = this.#captured.slice(0, kept) + this.#captured.slice(-kept)
    }
  }

  #mark(mark: { kind: 'prompt' | 'input' | 'output' } | { kind: 'done', exitCode: number | undefined }): void {
    switch (mark.kind) {
      case 'prompt':
        this.#inPrompt = true
        break
      case 'input':
        this.#inPrompt = false
        this.#atPrompt = true
        this.#prompts++
        break
      case 'output':
        this.#inPrompt = false
        this.#atPrompt = false
        this.#commandSeen = true
        this.#captured = ''
        break
      case 'done':
        this.#exitCode = mark.exitCode
    }
  }
}
