import type { CoreLine, CoreLook } from './xterm-core.ts'
import { drawnExtended, PLAIN } from './style-codes.ts'

/** xterm's bits (`common/buffer/Constants.ts`). */
const CODE_POINT = 0x1FFFFF
const COMBINED = 0x200000
const WIDTH_SHIFT = 22

/** A cell of a terminal. */
export interface ScreenCell extends CoreLook {
  /** Empty where nothing was printed since it was erased, and in the second half of a wide character. */
  text: string
  /** In columns. The second half of a wide character has none. */
  width: number
}

/** What most cells are. */
const BLANK: ScreenCell = { ...PLAIN, text: '', width: 1 }
const BLANK_CONTENT = 1 << WIDTH_SHIFT
/** xterm fills it; a new one for each cell would cost more than reading it. */
const scratch = { ...PLAIN, content: 0, combinedData: '' }

/** Reads one cell of a line. */
export function readCell(line: CoreLine, column: number): ScreenCell {
  line.loadCell(column, scratch)
  const { content, combinedData, fg, bg, extended } = scratch
  if (content === BLANK_CONTENT && fg === 0 && bg === 0)
    return BLANK
  const codePoint = content & CODE_POINT
  return {
    text: content & COMBINED
      ? combinedData
      : codePoint
        ? String.fromCodePoint(codePoint)
        : '',
    width: content >>> WIDTH_SHIFT & 3,
    fg,
    bg,
    extended: drawnExtended(bg, extended),
  }
}
