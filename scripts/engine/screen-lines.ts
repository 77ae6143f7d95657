import type { HeadlessTerminal } from './kept-terminal.ts'

/** A colour of the 256 of the palette, or any other as `#rrggbb`. */
export type CellColor = number | string

/** How cells look. What is not there is the terminal's own: its colours, upright, of normal weight. */
export interface CellStyle {
  foreground?: CellColor
  background?: CellColor
  bold?: true
  dim?: true
  italic?: true
  underline?: true
  strikethrough?: true
  /** Foreground and background have changed places. */
  inverse?: true
}

/** Neighbouring cells of one look. */
export interface ScreenRun extends CellStyle {
  text: string
  /** Cells that the text has to fill, where it is one character that fonts draw in widths of their own. */
  cells?: number
}

/** A row of the screen without what is blank at its end. */
export type ScreenLine = readonly ScreenRun[]

type Cell = ReturnType<HeadlessTerminal['buffer']['active']['getNullCell']>

/** Beyond Latin-1, terminal fonts have gaps, and other fonts step in. A soft hyphen fills a cell, but has no width in a browser. */
const IRREGULAR = /[^\x20-\xAC\xAE-\xFF]/u

/** The visible rows of a terminal, to be drawn as text. Wrapped lines are rows like others. */
export function screenLines(terminal: HeadlessTerminal): ScreenLine[] {
  const { baseY } = terminal.buffer.active
  return Array.from({ length: terminal.rows }, (_, row) => trimEnd(rowRuns(terminal, baseY + row)))
}

/** Lines of a terminal as they were printed, from a row of its buffer to before another: what was wrapped is one line again. */
export function printedLines(terminal: HeadlessTerminal, from: number, to: number): ScreenLine[] {
  const lines: ScreenRun[][] = []
  for (let row = from; row < to; row++) {
    if (lines.length > 0 && terminal.buffer.active.getLine(row)?.isWrapped)
      lines.at(-1)!.push(...rowRuns(terminal, row))
    else
      lines.push(rowRuns(terminal, row))
  }
  return lines.map(trimEnd)
}

/** The text of a line. */
export function lineText(line: ScreenLine): string {
  return line.map(({ text }) => text).join('')
}

function rowRuns({ buffer: { active }, cols }: HeadlessTerminal, row: number): ScreenRun[] {
  const cell = active.getNullCell()
  const line = active.getLine(row)
  const runs: ScreenRun[] = []
  for (let column = 0; column < cols; column++) {
    // The second half of a wide character has no width.
    if (line?.getCell(column, cell)?.getWidth())
      append(runs, cell)
  }
  return runs
}

function append(runs: ScreenRun[], cell: Cell): void {
  const text = cell.isInvisible()
    ? ' '.repeat(cell.getWidth())
    : cell.getChars() || ' '
  const style = styleOf(cell)
  const last = runs.at(-1)
  if (IRREGULAR.test(text)) {
    runs.push({
      ...style,
      text,
      cells: cell.getWidth(),
    })
  }
  else if (last && last.cells === undefined && sameStyle(last, style)) {
    last.text += text
  }
  else {
    runs.push({ ...style, text })
  }
}

function styleOf(cell: Cell): CellStyle {
  return {
    ...!cell.isFgDefault() && {
      foreground: color(cell.isFgRGB(), cell.getFgColor()),
    },
    ...!cell.isBgDefault() && {
      background: color(cell.isBgRGB(), cell.getBgColor()),
    },
    ...cell.isBold() && { bold: true },
    ...cell.isDim() && { dim: true },
    ...cell.isItalic() && { italic: true },
    ...cell.isUnderline() && { underline: true },
    ...cell.isStrikethrough() && { strikethrough: true },
    ...cell.isInverse() && { inverse: true },
  }
}

function color(isRgb: boolean, value: number): CellColor {
  return isRgb
    ? `#${value.toString(16).padStart(6, '0')}`
    : value
}

function sameStyle(run: ScreenRun, style: CellStyle): boolean {
  return run.foreground === style.foreground
    && run.background === style.background
    && run.bold === style.bold
    && run.dim === style.dim
    && run.italic === style.italic
    && run.underline === style.underline
    && run.strikethrough === style.strikethrough
    && run.inverse === style.inverse
}

/** Drops the spaces at the end of a row that nothing is seen of. */
function trimEnd(runs: ScreenRun[]): ScreenRun[] {
  for (let last = runs.at(-1); last && !isSeenBlank(last); last = runs.at(-1)) {
    last.text = last.text.trimEnd()
    if (last.text)
      return runs
    runs.pop()
  }
  return runs
}

function isSeenBlank({ background, inverse, underline, strikethrough }: ScreenRun): boolean {
  return background !== undefined || Boolean(inverse || underline || strikethrough)
}
