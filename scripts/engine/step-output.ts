import type { Event } from '../base/event.ts'
import type { PromptMark } from './prompt-marks.ts'
import { Emitter } from '../base/emitter.ts'
import { OutputSearch } from './output-search.ts'
import { PlainText } from './plain-text.ts'
import { PromptMarkScanner } from './prompt-marks.ts'
import { PromptState } from './prompt-state.ts'

/** Most characters kept of one step's output; expectations are about the beginning and end, so the middle goes first. */
const MAX_CAPTURED_CHARS = 256 * 1024

/** What `begin` may be told to look for. */
export interface SoughtOutput {
  pattern: RegExp
  /** It begins with the echo of a command line: up to the shell's mark, or of a shell without marks the first line. */
  skipEcho: boolean
}

/** Where a pane's shell stood at a moment. */
export interface KeptOutput {
  prompt: PromptState
  /** The beginning of a mark. */
  held: string
  ended: boolean
  sought: SoughtOutput | undefined
}

/**
 * What a pane printed since the present step began, and where its shell stands. Text between a prompt's begin and end marks is the prompt
 * itself and is left out.
 */
export class StepOutput {
  /** Fires after every chunk, and when the shell ends. */
  readonly onChange: Event<void>
  readonly #change = new Emitter<void>()
  readonly #plain = new PlainText()
  #prompt = new PromptState()
  #scanner = new PromptMarkScanner()
  #captured = ''
  #sought: SoughtOutput | undefined
  #search: OutputSearch | undefined
  /** The shell at whose prompt the step began marks where commands begin. */
  #marks = false
  #chars = 0
  #ended = false

  constructor() {
    this.onChange = this.#change.event
  }

  /** Where the shell stands. */
  get prompt(): PromptState {
    return this.#prompt
  }

  /** The shell has ended. */
  get ended(): boolean {
    return this.#ended
  }

  /** What `begin` was told to look for has been printed. */
  get found(): boolean {
    return this.#search?.found ?? false
  }

  /** Characters that the shell has printed altogether. */
  get chars(): number {
    return this.#chars
  }

  /** Starts anew for a step; the shell's own state (at its prompt or not) stays known. */
  begin(sought?: SoughtOutput): void {
    this.#sought = sought
    this.#marks = this.prompt.isReady && !this.prompt.isUnmarked
    this.prompt.begin()
    this.#clear()
  }

  /** Forgets everything: another shell is coming. */
  reset(): void {
    this.prompt.reset()
    this.begin()
    this.#scanner = new PromptMarkScanner()
    this.#ended = false
  }

  /** Where the shell stands now. */
  keep(): KeptOutput {
    return {
      prompt: this.#prompt.copy(),
      held: this.#scanner.held,
      ended: this.#ended,
      sought: this.#sought,
    }
  }

  /** Forgets everything, and goes on where a shell stood once. */
  bringBack({ prompt, held, ended, sought }: KeptOutput): void {
    this.reset()
    this.begin(sought)
    this.#prompt = prompt.copy()
    this.#scanner = new PromptMarkScanner(held)
    this.#ended = ended
  }

  take(chunk: string): void {
    this.#chars += chunk.length
    for (const part of this.#scanner.scan(chunk)) {
      if ('text' in part)
        this.#print(part.text)
      else
        this.#mark(part.mark)
    }
    this.#change.fire()
  }

  /** The shell waits for a command line, though no mark says so. */
  assumePrompt(): void {
    this.prompt.assumeReady()
    this.#change.fire()
  }

  end(): void {
    this.#ended = true
    this.prompt.end()
    this.#change.fire()
  }

  /**
   * The output as plain text. A shell that marks its commands has its echo left out by that; of others
   * (`skipEcho`) the first line is dropped, which is the echoed command line.
   */
  text(options: { skipEcho: boolean }): string {
    if (!options.skipEcho || this.prompt.commandSeen)
      return this.#captured
    const newline = this.#captured.indexOf('\n')
    return newline === -1
      ? ''
      : this.#captured.slice(newline + 1)
  }

  #clear(): void {
    this.#captured = ''
    this.#plain.reset()
    this.#search = undefined
    this.#seek('')
  }

  #mark(mark: PromptMark): void {
    this.prompt.mark(mark)
    // What was captured until here is the echo of the command line.
    if (mark.kind === 'output')
      this.#clear()
  }

  #print(text: string): void {
    if (this.prompt.inPrompt)
      return
    this.prompt.printed()
    if (this.prompt.commandEnded)
      return
    const plain = this.#plain.take(text)
    this.#captured += plain
    this.#seek(plain)
    if (this.#captured.length > MAX_CAPTURED_CHARS) {
      // Down to half, so that a flood in small pieces is not copied anew with every piece.
      const kept = MAX_CAPTURED_CHARS / 4
      this.#captured = this.#captured.slice(0, kept) + this.#captured.slice(-kept)
    }
  }

  /** Looks for what is sought, from where the output of the command begins. */
  #seek(plain: string): void {
    if (!this.#sought)
      return
    if (this.#search) {
      this.#search.take(plain)
      return
    }
    const { pattern, skipEcho } = this.#sought
    if (skipEcho && !this.prompt.commandSeen && (this.#marks || !plain.includes('\n')))
      return
    this.#search = new OutputSearch(pattern)
    this.#search.take(this.text({ skipEcho }))
  }
}
