import type { Palette } from './palette.ts'
import type { XtermCore } from './xterm-core.ts'
import { bufferCodes, hasSavedCursor, savedCursorCodes } from './buffer-codes.ts'
import { charsetCodes } from './charsets.ts'
import { cursorCodes } from './cursor-codes.ts'
import { modeCodes } from './mode-codes.ts'
import { PLAIN_CODES } from './style-codes.ts'

export interface ScreenCodesOptions {
  /** Lines above the screen. @default all that are kept */
  scrollback?: number
}

/**
 * A terminal as escape sequences that bring another one of the same size, fresh from a full reset, to the same state: it shows the same, and
 * will show the same of any output that follows. In the order in which nothing spoils what was before it.
 */
export function screenCodes(core: XtermCore, palette: Palette, { scrollback = Infinity }: ScreenCodesOptions = {}): string {
  const { buffers: { normal, alt, active }, rows } = core._bufferService
  const { coreService: { decPrivateModes: { origin } }, _charsetService: { charset, glevel, _charsets } } = core
  const shifted = charset !== _charsets[glevel] && charset === active.savedCharset
  return [
    // A line feed must not return the carriage, nor the title or a colour be left of what was shown before.
    '\x1B[20l',
    titleCodes(core),
    palette.codes(),
    bufferCodes(core, normal, Math.max(0, normal.lines.length - rows - scrollback)),
    active === alt
      // The hidden screen keeps its cursor, around which it is resized.
      ? `\x1B[${normal.y + 1}H\x1B[?47h\x1B[H${bufferCodes(core, alt)}`
      : hiddenCursorCodes(core),
    charsetCodes(core),
    // Only restoring a cursor brings a set into use that is designated as none.
    shifted ? '\x1B8' : '',
    origin ? '\x1B[?6h' : '',
    modeCodes(core),
    cursorCodes(core),
  ].join('')
}

function titleCodes({ _inputHandler: { _windowTitle, _iconName } }: XtermCore): string {
  return `\x1B]1;${_iconName}\x1B\\\x1B]2;${_windowTitle}\x1B\\`
}

/** The cursor that was saved on the alternate screen, which is blank whenever it is not shown. */
function hiddenCursorCodes(core: XtermCore): string {
  const { alt } = core._bufferService.buffers
  return hasSavedCursor(alt)
    ? `${PLAIN_CODES}\x1B[?47h\x1B[${Math.min(alt.savedY, core._bufferService.rows - 1) + 1}H${savedCursorCodes(core, alt)}\x1B[?47l`
    : ''
}
