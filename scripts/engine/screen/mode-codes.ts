import type { XtermCore } from './xterm-core.ts'

const MOUSE_PROTOCOLS: Readonly<Record<string, number>> = {
  X10: 9,
  VT200: 1000,
  DRAG: 1002,
  ANY: 1003,
}
const MOUSE_ENCODINGS: Readonly<Record<string, number>> = {
  SGR: 1006,
  SGR_PIXELS: 1016,
}
/** DECSCUSR's numbers of the shapes that do not blink. One less blinks. */
const CURSOR_STYLES = {
  block: 2,
  underline: 4,
  bar: 6,
}

/**
 * Brings a terminal that was reset to the modes of this one, but for those that decide where things are printed (insert mode, origin mode).
 * A full reset leaves three as they are, which are therefore always said: what a line feed does, whether the cursor blinks and is there.
 */
export function modeCodes({ coreService, coreMouseService, optionsService: { options } }: XtermCore): string {
  const { decPrivateModes: modes, isCursorHidden } = coreService
  const { cursorStyle, cursorBlink } = modes
  const set = [
    modes.applicationCursorKeys && 1,
    options.cursorBlink && 12,
    !isCursorHidden && 25,
    modes.reverseWraparound && 45,
    modes.applicationKeypad && 66,
    MOUSE_PROTOCOLS[coreMouseService.activeProtocol],
    MOUSE_ENCODINGS[coreMouseService.activeEncoding],
    modes.sendFocus && 1004,
    modes.bracketedPasteMode && 2004,
    modes.synchronizedOutput && 2026,
  ].filter(Boolean)
  const reset = [
    !modes.wraparound && 7,
    !options.cursorBlink && 12,
    isCursorHidden && 25,
  ].filter(Boolean)
  return [
    options.convertEol ? '\x1B[20h' : '\x1B[20l',
    cursorStyle
      ? `\x1B[${CURSOR_STYLES[cursorStyle] - (cursorBlink ? 1 : 0)} q`
      : '',
    set.length > 0
      ? `\x1B[?${set.join(';')}h`
      : '',
    reset.length > 0
      ? `\x1B[?${reset.join(';')}l`
      : '',
  ].join('')
}
