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

/** Beyond Latin-1, terminal fonts have gaps, and other fonts step in. */
const LAST_REGULAR = '\u00FF'

/** The visible rows of a terminal, to be drawn as text. Wrapped lines are rows like others. */
export function screenLines({ buffer: { active }, rows, cols }: HeadlessTerminal): ScreenLine[] {
  const cell = active.getNullCell()
  return Array.from({ length: rows }, (_, row) => {
    const line = active.getLine(active.baseY + row)
    const runs: ScreenRun[] = []
    for (let column = 0; column < cols; column++) {
      // The second half of a wide character has no width.
      if (line?.getCell(column, cell)?.getWidth())
        append(runs, cell)
    }
    return trimEnd(runs)
  })
}

function append(runs: ScreenRun[], cell: Cell): void {
  const text = cell.isInvisible()
    ? ' '.repeat(cell.getWidth())
    : cell.getChars() || ' '
  const style = styleOf(cell)
  const last = runs.at(-1)
  if ([...text].some(character => character > LAST_REGULAR)) {
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
