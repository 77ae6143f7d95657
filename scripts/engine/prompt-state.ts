import type { PromptMark } from './prompt-marks.ts'
import { INTERRUPT } from './obstacle.ts'

/** Keys that leave nothing on a command line: Enter, Ctrl-C, Ctrl-D. */
const LINE_ENDS = new Set(['\r', '\n', '\x03', '\x04'])
/** Of these, what ends a line with something on it. */
// eslint-disable-next-line no-control-regex
const LINE_END = /[\r\n\x03]/

/** At a shell that has shown nothing yet. */
const FRESH = {
  inPrompt: false,
  commandSeen: false,
  count: 0,
  exitCode: undefined as number | undefined,
  isReady: false,
  isUnmarked: false,
  touched: false,
  isUsed: false,
  /** The last key of the speaker ended a line. */
  lineEnded: true,
  /** The last command has ended, and no other one has begun. */
  commandEnded: false,
  /** Since the prompt was ready, keys of the speaker came, or something was printed. */
  changed: false,
  /** What the cursor's line was before the kit typed the line that stands there now, and waits for Enter. */
  standsAfter: undefined as string | undefined,
  /** The speaker has pressed Enter on it. */
  isEntered: false,
}

/** Where a pane's shell stands, from its prompt marks and from what was typed into it. */
export class PromptState {
  #at = { ...FRESH }

  /** What is printed now is the prompt itself. */
  get inPrompt(): boolean {
    return this.#at.inPrompt
  }

  /** What is printed now comes after the command, from a prompt that has no marks. */
  get commandEnded(): boolean {
    return this.#at.commandEnded
  }

  /** The shell waits for a command line, or for more of one. */
  get isReady(): boolean {
    return this.#at.isReady
  }

  /** A shell of ours reads the terminal, whether its prompt has marks or not. */
  get isAtShell(): boolean {
    return this.#at.isReady || this.#at.commandEnded
  }

  /** The command line is empty, or only the kit has typed there. */
  get isClean(): boolean {
    return this.#at.isReady && !(this.#at.touched && this.#at.changed)
  }

  /** The prompt has lost its marks, because another one was set. */
  get isUnmarked(): boolean {
    return this.#at.isUnmarked
  }

  /** The speaker has typed here since the kit last did. */
  get touched(): boolean {
    return this.#at.touched
  }

  /** The speaker has typed into this shell. */
  get isUsed(): boolean {
    return this.#at.isUsed
  }

  /** Something was printed since the prompt was ready: the echo of what was typed. */
  get changed(): boolean {
    return this.#at.changed
  }

  /** What the cursor's line was before the kit typed one that waits for Enter; undefined where none does. */
  get standsAfter(): string | undefined {
    return this.#at.standsAfter
  }

  /** Exit status of the last command that ended since `begin`, where the shell told it. */
  get exitCode(): number | undefined {
    return this.#at.exitCode
  }

  /** Prompts that were ready for input since `begin`. */
  get count(): number {
    return this.#at.count
  }

  /** A command was run since `begin`. An empty Enter does not count. */
  get commandSeen(): boolean {
    return this.#at.commandSeen
  }

  /** As it is now, and stays. */
  copy(): PromptState {
    const copy = new PromptState()
    copy.#at = { ...this.#at }
    return copy
  }

  /** A step begins. Where the shell stands stays known. */
  begin(): void {
    this.#at.count = 0
    this.#at.exitCode = undefined
    this.#at.commandSeen = false
  }

  /** Another shell is coming. */
  reset(): void {
    this.#at = { ...FRESH }
  }

  /** The speaker has pressed these keys here. */
  touch(keys: string): void {
    this.#at.lineEnded = LINE_ENDS.has(keys.at(-1) ?? '\r')
    this.#at.touched = true
    this.#at.isUsed = true
    this.#at.changed = true
    const end = LINE_END.exec(keys)?.[0]
    if (this.#at.standsAfter === undefined || end === undefined)
      return
    if (end === INTERRUPT) {
      this.#at.standsAfter = undefined
    }
    else {
      this.submit()
      this.#at.isEntered = true
    }
  }

  /** The kit is about to type on an empty command line, or to press Enter. */
  takeOver(): void {
    this.#at.touched = false
    this.#at.changed = false
    this.#at.standsAfter = undefined
    this.#at.isEntered = false
  }

  /** Whether the speaker has pressed Enter on the line that the kit had typed, and something came of it, or may still. Told once. */
  takeEntered(): boolean {
    const { isEntered, commandSeen, isReady } = this.#at
    this.#at.isEntered = false
    return isEntered && (commandSeen || !isReady)
  }

  /** The kit has typed a line, where the cursor's line was `before`, and leaves it there. */
  hold(before: string): void {
    this.#at.standsAfter = before
  }

  /** Enter is about to be pressed: prompts counted from here on mean that a command has ended. */
  submit(): void {
    this.#at.count = 0
    this.#at.exitCode = undefined
    this.#at.isReady = false
    this.#at.standsAfter = undefined
  }

  /** The shell waits for a command line, though no mark says so. */
  assumeReady(): void {
    this.#at.isUnmarked = true
    this.#ready()
  }

  /** The shell has ended. */
  end(): void {
    this.#at.isReady = false
  }

  printed(): void {
    this.#at.changed = true
  }

  /** Takes a mark. */
  mark(mark: PromptMark): void {
    switch (mark.kind) {
      case 'prompt':
        this.#at.inPrompt = true
        this.#at.isUnmarked = false
        this.#at.commandEnded = false
        break
      case 'input':
        this.#at.inPrompt = false
        this.#at.isUnmarked = false
        this.#ready()
        break
      case 'output':
        this.#at.inPrompt = false
        this.#at.isReady = false
        this.#at.commandEnded = false
        this.#at.commandSeen = true
        break
      case 'done':
        this.#at.exitCode = mark.exitCode
        this.#at.commandEnded = true
        // It comes right before the prompt. If no mark follows, the prompt has none.
        this.#at.isUnmarked = true
    }
  }

  #ready(): void {
    this.#at.isReady = true
    // What was typed before is on the line now.
    this.#at.changed = !this.#at.lineEnded
    this.#at.lineEnded = true
    this.#at.count++
  }
}
