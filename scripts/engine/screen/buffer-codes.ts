import type { CoreBuffer, XtermCore } from './xterm-core.ts'
import { designate } from './charsets.ts'
import { rowCodes } from './row-codes.ts'
import { PLAIN_CODES, savedStyleCodes } from './style-codes.ts'

/** Columns between the tab stops that a terminal begins with. */
const TAB_WIDTH = 8

/**
 * The escape sequences that fill a blank screen, whose cursor is at its beginning, with a buffer's lines from index `from` on, and give it
 * the buffer's tab stops, margins and saved cursor. They need everything else to be as in a new terminal, and leave the cursor anywhere.
 */
export function bufferCodes(core: XtermCore, buffer: CoreBuffer, from = 0): string {
  return lineCodes(core, buffer, from) + tabCodes(core, buffer) + marginCodes(core, buffer)
}

/** A cursor has been saved that is not the one a terminal begins with. */
export function hasSavedCursor({ savedX, savedY, savedCharset, savedCurAttrData: { fg, bg } }: CoreBuffer): boolean {
  return savedX !== 0 || savedY !== 0 || savedCharset !== undefined || fg !== 0 || bg !== 0
}

/** Saves the cursor as it was saved in `buffer`, on the row that it is on. */
export function savedCursorCodes(core: XtermCore, { savedX, savedCharset, savedCurAttrData }: CoreBuffer): string {
  const { cols } = core._bufferService
  const waits = savedX >= cols
  return [
    // A cursor waits behind the last column when something was printed there.
    waits
      ? `\x1B[${cols}G-`
      : `\x1B[${savedX + 1}G`,
    savedStyleCodes(savedCurAttrData),
    savedCharset
      ? designate(0, savedCharset)
      : '',
    '\x1B7',
    savedCharset
      ? designate(0, undefined)
      : '',
    PLAIN_CODES,
    waits
      ? `\x1B[${cols}G\x1B[X\r`
      : '\r',
  ].join('')
}

function lineCodes(core: XtermCore, buffer: CoreBuffer, from: number): string {
  const { cols } = core._bufferService
  const { lines } = buffer
  const wrap = `\x1B[${cols}G--\r\x1B[X\x1B[A\x1B[${cols}G\x1B[X\r`
  const saved = hasSavedCursor(buffer)
    ? Math.min(Math.max(buffer.savedY, from), lines.length - 1)
    : undefined
  let codes = PLAIN_CODES
  // The line that the first one continues is no longer there: it continues one that is deleted then.
  if (lines.get(from)?.isWrapped)
    codes += `${wrap}\x1B[M`
  for (let index = from; index < lines.length; index++) {
    // xterm's list is a ring: behind its last line is its first.
    const next = index + 1 < lines.length
      ? lines.get(index + 1)
      : undefined
    // A line is continued by printing over its end, which is done before it has its own cells.
    if (next?.isWrapped)
      codes += wrap
    if (index === saved)
      codes += savedCursorCodes(core, buffer)
    const row = rowCodes(lines.get(index)!, core)
    codes += row
      ? `${row}${PLAIN_CODES}\r`
      : ''
    if (next) {
      codes += next.isWrapped
        ? '\x1B[B'
        : '\n'
    }
  }
  return codes
}

function tabCodes({ _bufferService: { cols } }: XtermCore, { tabs }: CoreBuffer): string {
  const columns = Array.from({ length: cols }, (_, column) => column)
  if (columns.every(column => Boolean(tabs[column]) === (column % TAB_WIDTH === 0)))
    return ''
  return `\x1B[3g${columns.filter(column => tabs[column]).map(column => `\x1B[${column + 1}G\x1BH`).join('')}`
}

function marginCodes({ _bufferService: { rows } }: XtermCore, { scrollTop, scrollBottom }: CoreBuffer): string {
  return scrollTop === 0 && scrollBottom === rows - 1
    ? ''
    : `\x1B[${scrollTop + 1};${scrollBottom + 1}r`
}
