import type { CoreLook, XtermCore } from './xterm-core.ts'

/** xterm's bits (`common/buffer/Constants.ts`). */
const COLOR_MODE = 0x3000000
const COLOR_16 = 0x1000000
const COLOR_256 = 0x2000000
const COLOR_RGB = 0x3000000
const UNDERLINE = 0x10000000
const HAS_EXTENDED = 0x10000000
const PROTECTED = 0x20000000
const UNDERLINE_STYLE = 0x1C000000
const UNDERLINE_STYLE_SHIFT = 26

/** Bits of `fg` and `bg` that are one SGR parameter each. */
const FOREGROUND_FLAGS = [
  [0x8000000, 1],
  [0x20000000, 5],
  [0x4000000, 7],
  [0x40000000, 8],
  [0x80000000, 9],
] as const
const BACKGROUND_FLAGS = [
  [0x8000000, 2],
  [0x4000000, 3],
  [0x40000000, 53],
] as const

const NO_LINK = '\x1B]8;;\x1B\\'

/** A look that is what a terminal begins with. */
export const PLAIN: CoreLook = {
  fg: 0,
  bg: 0,
  extended: { _ext: 0, urlId: 0 },
}

/** Back to it, from whatever is current. */
export const PLAIN_CODES = `\x1B[0m${NO_LINK}`

/** What is put on cells that are printed while `bg` and `extended` are current: an underline's colour waits for an underline. */
export function drawnExtended(bg: number, extended: CoreLook['extended']): CoreLook['extended'] {
  return bg & HAS_EXTENDED
    ? extended
    : PLAIN.extended
}

/** What is put on cells that are erased while a look is current. */
export function erasedLook({ bg }: CoreLook): CoreLook {
  return { ...PLAIN, bg: bg & (COLOR_MODE | 0xFFFFFF) }
}

/** Erasing leaves a cell like this: it has at most a background colour. */
export function isErasedLook({ fg, bg }: CoreLook): boolean {
  return fg === 0 && (bg & ~(COLOR_MODE | 0xFFFFFF)) === 0
}

/**
 * The escape sequences that make a look the current one but for its hyperlink, whatever was current before: SGR (ECMA-48, 8.3.117) and DECSCA
 * (protection from selective erasing).
 */
export function styleCodes({ fg, bg, extended }: CoreLook): string {
  const underline = (extended._ext & UNDERLINE_STYLE) >>> UNDERLINE_STYLE_SHIFT
  const parameters = [
    0,
    ...FOREGROUND_FLAGS.filter(([flag]) => fg & flag).map(([, parameter]) => parameter),
    ...BACKGROUND_FLAGS.filter(([flag]) => bg & flag).map(([, parameter]) => parameter),
    ...fg & UNDERLINE && underline
      ? [`4:${underline}`]
      : [],
    ...colorParameters(fg, 30),
    ...colorParameters(bg, 40),
    ...underlineColor(extended._ext),
  ]
  return `\x1B[${parameters.join(';')}m${bg & PROTECTED
    ? '\x1B[1"q'
    : ''}`
}

/** The same for its hyperlink (OSC 8), or for none. */
export function linkCodes({ extended: { urlId } }: CoreLook, { _oscLinkService }: XtermCore): string {
  const link = urlId
    ? _oscLinkService.getLinkData(urlId)
    : undefined
  // A link without a name gets one, so that its parts stay together.
  return link
    ? `\x1B]8;id=${link.id ?? `cbu-${urlId}`};${link.uri}\x1B\\`
    : NO_LINK
}

/** For a cursor that is saved: xterm saves that there is an underline or a link, and not which. */
export function savedStyleCodes({ fg, bg }: Pick<CoreLook, 'fg' | 'bg'>): string {
  const underline = fg & UNDERLINE
    ? 1 << UNDERLINE_STYLE_SHIFT
    : 0
  return styleCodes({
    fg,
    bg,
    extended: { _ext: underline, urlId: 0 },
  }) + (bg & HAS_EXTENDED && !underline
    ? '\x1B]8;;about:blank\x1B\\'
    : '')
}

/** Of the foreground (`base` 30) or background (40). */
function colorParameters(bits: number, base: 30 | 40): (number | string)[] {
  const index = bits & 0xFF
  switch (bits & COLOR_MODE) {
    case COLOR_16:
      return [
        index < 8
          ? base + index
          : base + 60 + index - 8,
      ]
    case COLOR_256:
      return [`${base + 8};5;${index}`]
    case COLOR_RGB:
      return [`${base + 8};2;${rgb(bits).join(';')}`]
    default:
      return []
  }
}

function underlineColor(bits: number): string[] {
  switch (bits & COLOR_MODE) {
    case 0:
      return []
    case COLOR_RGB:
      return [`58:2::${rgb(bits).join(':')}`]
    default:
      return [`58:5:${bits & 0xFF}`]
  }
}

function rgb(bits: number): [number, number, number] {
  return [
    bits >>> 16 & 0xFF,
    bits >>> 8 & 0xFF,
    bits & 0xFF,
  ]
}
