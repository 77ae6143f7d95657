import type { ScreenCell } from './read-cell.ts'
import type { CoreLine, CoreLook, XtermCore } from './xterm-core.ts'
import { joins, joinState } from './join-state.ts'
import { readCell } from './read-cell.ts'
import { isErasedLook, linkCodes, PLAIN, styleCodes } from './style-codes.ts'

/** Any character of two cells. */
const WIDE = '一'
/** Below it, nothing is part of the character before it. */
const FIRST_COMBINING = 0x300

/**
 * The escape sequences that write a row's cells into the row of blanks that the cursor is on, cell by cell as they are: what was printed,
 * what was erased in a colour, and what is left of a wide character of which half was overwritten.
 */
export function rowCodes(line: CoreLine, core: XtermCore): string {
  const { cols } = core._bufferService
  const cells = readCells(line, cols)
  const writer = new RowWriter(core)
  const remnants = writeRemnants(cells, writer)
  for (let column = 0; column < cols; column++) {
    const cell = cells[column]!
    if (cell.text) {
      writer.print(column, cell.text, cell.width, cell)
    }
    else if (isErased(cell)) {
      let end = column + 1
      while (end < cols && isErased(cells[end]!) && cells[end]!.bg === cell.bg)
        end++
      if (remnants || cell.bg !== 0)
        writer.erase(column, end - column, cell)
      column = end - 1
    }
  }
  return writer.codes
}

function readCells(line: CoreLine, columns: number): ScreenCell[] {
  const cells: ScreenCell[] = []
  for (let column = 0; column < columns; column++) {
    const cell = readCell(line, column)
    // Without the other half, half a wide character is a blank.
    if (cell.width === 0 && !cell.text && cells[column - 1]?.width !== 2)
      cell.width = 1
    cells.push(cell)
  }
  return cells
}

function isErased(cell: ScreenCell): boolean {
  return !cell.text && cell.width === 1 && isErasedLook(cell)
}

/** A blank that no erasing leaves: it has the look of what overwrote the other half of its wide character. */
function isRemnant(cell: ScreenCell): boolean {
  return !cell.text && cell.width === 1 && !isErasedLook(cell)
}

/** Makes all blanks of that kind, at the cost of their neighbours. Returns whether there are any. */
function writeRemnants(cells: readonly ScreenCell[], writer: RowWriter): boolean {
  let end = cells.length
  while (end > 1 && isRemnant(cells[end - 1]!))
    writer.leaveSecondHalf(--end, cells[end]!)
  let found = end < cells.length
  for (let column = 0; column < end; column++) {
    if (isRemnant(cells[column]!)) {
      writer.leaveFirstHalf(column, cells[column]!)
      found = true
    }
  }
  return found
}

/** Writes cells into a row, in any order. */
class RowWriter {
  codes = ''
  readonly #core: XtermCore
  #column = 0
  #look: CoreLook = PLAIN
  /** What was printed last, if it is right before the column that is written next. */
  #before = ''

  constructor(core: XtermCore) {
    this.#core = core
  }

  print(column: number, text: string, width: number, look: CoreLook): void {
    this.#use(look)
    if (column !== this.#column || this.#joins(text))
      this.#move(column)
    this.codes += text
    this.#column = column + Math.max(width, 1)
    this.#before = text
  }

  erase(column: number, count: number, look: CoreLook): void {
    this.#use(look)
    this.#move(column)
    this.codes += `\x1B[${count}X`
  }

  /** Leaves a blank of this look where the second half of a wide character was, by overwriting its first. */
  leaveSecondHalf(column: number, look: CoreLook): void {
    this.print(column - 1, WIDE, 2, PLAIN)
    this.print(column - 1, ' ', 1, look)
  }

  /** The same with the first half, by overwriting the second. */
  leaveFirstHalf(column: number, look: CoreLook): void {
    this.print(column, WIDE, 2, PLAIN)
    this.print(column + 1, ' ', 1, look)
  }

  #use(look: CoreLook): void {
    const { fg, bg, extended } = this.#look
    if (look.fg === fg && look.bg === bg && look.extended === extended)
      return
    const style = styleCodes(look)
    if (style !== styleCodes(this.#look))
      this.#escape(style)
    const link = linkCodes(look, this.#core)
    if (link !== linkCodes(this.#look, this.#core))
      this.#escape(link)
    this.#look = look
  }

  #move(column: number): void {
    this.#escape(`\x1B[${column + 1}G`)
    this.#column = column
  }

  #escape(codes: string): void {
    this.codes += codes
    this.#before = ''
  }

  /** It would become part of the character before it, or half a surrogate pair with it. */
  #joins(text: string): boolean {
    const first = text.codePointAt(0)!
    return this.#before !== '' && first >= FIRST_COMBINING
      && (joins(first, joinState(this.#before, this.#core), this.#core) || (first >= 0xDC00 && first <= 0xDFFF))
  }
}
