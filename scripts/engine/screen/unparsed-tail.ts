import type { XtermCore } from './xterm-core.ts'

/** Longest beginning that is kept: of a title or a link, not of an image in an escape sequence. */
const LIMIT_CHARS = 4096
/** What begins an escape sequence: ESC, and the C1 codes DCS, SOS, CSI, OSC, PM, APC (ECMA-48, 5.3). Each ends what was before it. */
// eslint-disable-next-line no-control-regex -- Control characters are what this is about.
const BEGINNING = /[\x1B\x90\x98\x9B\x9D-\x9F][^\x1B\x90\x98\x9B\x9D-\x9F]*$/
/** Executed where they stand, within a control sequence too. */
// eslint-disable-next-line no-control-regex -- The same.
const CONTROLS = /[\0-\x1A\x1C-\x1F]/g
/** States of xterm's parser (`common/parser/Constants.ts`). */
const GROUND = 0
const FIRST_STRING = 7
const OSC_STRING = 8
/** What makes the rest of a sequence be ignored, up to its end. */
const IGNORED = {
  control: '\x1B[0<',
  string: '\x1B_',
  osc: '\x1B]x',
  dcs: '\x1BPx',
}

/**
 * The beginning of an escape sequence, or of a character, whose rest is still to come: no part of a terminal's screen, but a terminal that is
 * to take that rest has to be given it.
 */
export class UnparsedTail {
  readonly #core: XtermCore
  #text = ''

  constructor(core: XtermCore) {
    this.#core = core
  }

  /** The terminal has just parsed this. */
  take(data: string): void {
    const { currentState: state } = this.#core._inputHandler._parser
    if (state === GROUND) {
      this.#text = ''
      return
    }
    const text = BEGINNING.exec(this.#text + data)?.[0] ?? ''
    if (text.length > LIMIT_CHARS) {
      this.#text = ignored(state)
    }
    else {
      this.#text = state < FIRST_STRING
        ? text.replace(CONTROLS, '')
        : text
    }
  }

  /** Empty mostly. */
  get text(): string {
    const { _interim: surrogate } = this.#core._inputHandler._stringDecoder
    return this.#text || (surrogate
      ? String.fromCharCode(surrogate)
      : '')
  }
}

function ignored(state: number): string {
  if (state < FIRST_STRING)
    return IGNORED.control
  if (state === FIRST_STRING)
    return IGNORED.string
  return state === OSC_STRING
    ? IGNORED.osc
    : IGNORED.dcs
}
