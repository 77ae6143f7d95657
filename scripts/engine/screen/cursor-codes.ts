import type { ScreenCell } from './read-cell.ts'
import type { CoreBuffer, CoreLook, XtermCore } from './xterm-core.ts'
import { printable } from './charsets.ts'
import { joinState } from './join-state.ts'
import { readCell } from './read-cell.ts'
import { drawnExtended, erasedLook, linkCodes, styleCodes } from './style-codes.ts'

/**
 * Brings the cursor to its place and makes its look current, in a terminal that has all else but insert mode. The last character before it
 * is printed once more where that makes a difference: the cursor waits behind the last column, or the character is to be repeated or
 * completed by what comes next.
 */
export function cursorCodes(core: XtermCore): string {
  const { active } = core._bufferService.buffers
  const { coreService: { modes: { insertMode } }, _inputHandler: { _curAttrData: look } } = core
  const last = lastCell(core)
  const insert = insertMode
    ? '\x1B[4h'
    : ''
  if (last?.continues) {
    return moveTo(core, last.column)
      // What is inserted has to find the row as it was before.
      + (insertMode
        ? `\x1B[${last.width}P`
        : '')
      + insert
      + lookCodes(look, core)
      + last.input
  }
  const style = lookCodes(look, core) + insert
  if (last && active.x >= core._bufferService.cols)
    return moveTo(core, last.column) + lookCodes(last.look, core) + last.input + last.erase + style
  return moveTo(core, active.x) + style
}

interface LastCell {
  column: number
  width: number
  look: CoreLook
  /** What prints it. */
  input: string
  /** What blanks its row then. */
  erase: string
  /** xterm would join what comes next to it, or repeat it. */
  continues: boolean
}

/** The character that was printed last, as far as it stands before the cursor. */
function lastCell(core: XtermCore): LastCell | undefined {
  const { _bufferService: { cols, buffers: { active } }, _charsetService: { charset }, _inputHandler: { _curAttrData, _parser } } = core
  // A character without width that is printed behind the last column moves the cursor further, which cannot be observed.
  const x = Math.min(active.x, cols)
  if (x === 0)
    return undefined
  const halves = cellAt(active, x - 1)
  const column = halves.width === 0 && !halves.text && x > 1
    ? x - 2
    : x - 1
  const cell = cellAt(active, column)
  const { text } = cell
  const input = printable(text, charset)
  const width = Math.max(cell.width, 1)
  if (text && input !== undefined && column + width === x) {
    return {
      column,
      width,
      look: cell,
      input,
      erase: '',
      continues: _parser.precedingJoinState !== 0
        && _parser.precedingJoinState === joinState(text, core)
        && lookCodes(cell, core) === lookCodes({
          ..._curAttrData,
          extended: drawnExtended(_curAttrData.bg, _curAttrData.extended),
        }, core),
    }
  }
  // Behind a last column that has been erased since. Blank rows are erased again; elsewhere, a blank is what is seen.
  return {
    column: cols - 1,
    width: 1,
    look: erasedLook(cell),
    input: ' ',
    erase: isBlankRow(active, cols)
      ? '\x1B[1K'
      : '',
    continues: false,
  }
}

function cellAt({ lines, ybase, y }: CoreBuffer, column: number): ScreenCell {
  return readCell(lines.get(ybase + y)!, column)
}

function lookCodes(look: CoreLook, core: XtermCore): string {
  return styleCodes(look) + linkCodes(look, core)
}

/** Nothing but what one erasing leaves. */
function isBlankRow(buffer: CoreBuffer, columns: number): boolean {
  const last = cellAt(buffer, columns - 1)
  return Array.from({ length: columns }, (_, column) => cellAt(buffer, column))
    .every(cell => !cell.text && cell.fg === last.fg && cell.bg === last.bg && cell.width === 1)
}

/** CUP, which counts from the top margin in origin mode. */
function moveTo({ _bufferService: { buffers: { active } }, coreService: { decPrivateModes: { origin } } }: XtermCore, column: number): string {
  const top = origin
    ? active.scrollTop
    : 0
  return `\x1B[${active.y - top + 1};${column + 1}H`
}
