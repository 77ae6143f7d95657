/**
 * The parts of xterm 6.0 that its API does not show and that belong to what a terminal will do with its next output. Nothing else in the
 * kit looks behind the API; `tests/unit/engine/screen/xterm-core.test.ts` names what an upgrade of xterm took away.
 */

/** How a cell looks, in xterm's bits (`common/buffer/Constants.ts`). */
export interface CoreLook {
  fg: number
  bg: number
  /** Holds for the look only where `bg` says so. */
  extended: {
    /** Underline style and colour. */
    _ext: number
    /** Hyperlink, 0 for none. */
    urlId: number
  }
}

export interface CoreCell extends CoreLook {
  /** Code point and width. */
  content: number
  /** The text of a cell of several code points. */
  combinedData: string
}

export interface CoreLine {
  isWrapped: boolean
  loadCell: (column: number, cell: CoreCell) => unknown
}

/** Replacements of ASCII characters. */
export type CoreCharset = Readonly<Record<string, string>>

/** One of the two screens. */
export interface CoreBuffer {
  lines: { length: number, get: (index: number) => CoreLine | undefined }
  /** Index of the first visible line. */
  ybase: number
  x: number
  y: number
  scrollTop: number
  scrollBottom: number
  tabs: Record<number, boolean | undefined>
  savedX: number
  /** Index among all lines, not among the visible ones. */
  savedY: number
  savedCurAttrData: Pick<CoreLook, 'fg' | 'bg'>
  savedCharset: CoreCharset | undefined
}

/** A program has set or restored a colour: of the palette, or 256 for the text, 257 for the background, 258 for the cursor. */
export interface CoreColorEvent {
  /** 0 asks, 1 sets, 2 restores. */
  type: 0 | 1 | 2
  /** Not there where all colours of the palette are restored. */
  index?: number
  color?: readonly [number, number, number]
}

export interface CoreInputHandler {
  _curAttrData: CoreLook
  _windowTitle: string
  _iconName: string
  _parser: {
    /** Of the character printed last, if nothing but printing has happened since; else 0. */
    precedingJoinState: number
    /** 0 between escape sequences. */
    currentState: number
  }
  _stringDecoder: {
    /** First half of a surrogate pair whose second is still to come, or 0. */
    _interim: number
  }
  onColor: (listener: (events: readonly CoreColorEvent[]) => void) => void
  selectCharset: (designation: string) => boolean
  eraseInDisplay: (params: unknown, respectProtect: boolean) => boolean
  eraseInLine: (params: unknown, respectProtect: boolean) => boolean
}

export interface XtermCore {
  _bufferService: {
    cols: number
    rows: number
    buffers: { normal: CoreBuffer, alt: CoreBuffer, active: CoreBuffer }
  }
  _charsetService: {
    /** The one in use. Usually `_charsets[glevel]`. */
    charset: CoreCharset | undefined
    glevel: number
    _charsets: (CoreCharset | undefined)[]
  }
  _inputHandler: CoreInputHandler
  _oscLinkService: {
    getLinkData: (urlId: number) => { id?: string, uri: string } | undefined
  }
  coreMouseService: { activeProtocol: string, activeEncoding: string }
  coreService: {
    isCursorHidden: boolean
    modes: { insertMode: boolean }
    decPrivateModes: {
      applicationCursorKeys: boolean
      applicationKeypad: boolean
      bracketedPasteMode: boolean
      cursorBlink: boolean | undefined
      cursorStyle: 'block' | 'underline' | 'bar' | undefined
      origin: boolean
      reverseWraparound: boolean
      sendFocus: boolean
      synchronizedOutput: boolean
      wraparound: boolean
    }
  }
  optionsService: { options: { convertEol: boolean, cursorBlink: boolean } }
  unicodeService: { charProperties: (codePoint: number, preceding: number) => number }
}

/** What is behind a terminal of `@xterm/xterm` or `@xterm/headless`. */
export function coreOf(terminal: object): XtermCore {
  return (terminal as { _core: XtermCore })._core
}
