import type { HeadlessTerminal } from './kept-terminal.ts'
import { lineText, printedLines } from './screen-lines.ts'

/** What can be read on a kept terminal now, as plain text. */
export class KeptScreen {
  readonly #terminal: HeadlessTerminal

  constructor(terminal: HeadlessTerminal) {
    this.#terminal = terminal
  }

  /** The visible lines, without trailing blanks. */
  get text(): string {
    const { active } = this.#terminal.buffer
    const lines = Array.from({ length: this.#terminal.rows }, (_, row) =>
      active.getLine(active.baseY + row)?.translateToString(true) ?? '')
    return lines.join('\n').trimEnd()
  }

  /** The line that the cursor is in, however many rows it takes, up to the cursor's, without trailing blanks. */
  get cursorLine(): string {
    const { active } = this.#terminal.buffer
    let row = active.baseY + active.cursorY
    let text = ''
    for (;;) {
      const line = active.getLine(row)
      text = (line?.translateToString() ?? '') + text
      if (!line?.isWrapped)
        return text.trimEnd()
      row--
    }
  }

  /** All up to the cursor, with lines whole that take several rows, without trailing blanks. */
  get textToCursor(): string {
    const { baseY, cursorY } = this.#terminal.buffer.active
    return printedLines(this.#terminal, baseY, baseY + cursorY + 1).map(lineText).join('\n').trimEnd()
  }

  /** Cells before the cursor in its row. */
  get cursorColumn(): number {
    return this.#terminal.buffer.active.cursorX
  }

  /** A program has left the terminal, or has it now, on its second screen, which has no scrollback. */
  get isAlternate(): boolean {
    return this.#terminal.buffer.active.type === 'alternate'
  }
}
