import type { CoreCharset, XtermCore } from './xterm-core.ts'
import headless from '@xterm/headless'
import { coreOf } from './xterm-core.ts'

/** What designates the character sets that xterm knows, as the last byte of a sequence (ISO 2022; VT220's national sets). */
const FINALS = [
  '0',
  'A',
  '4',
  'C',
  'R',
  'Q',
  'K',
  'Y',
  'E',
  'Z',
  'H',
  '=',
]
/** ASCII. */
const DEFAULT_FINAL = 'B'
/** What the four sets are designated by, and what puts each into use. */
const DESIGNATORS = ['(', ')', '*', '+']
const SHIFTS = ['\x0F', '\x0E', '\x1Bn', '\x1Bo']

let finals: ReadonlyMap<CoreCharset | undefined, string> | undefined

/** Designates a set as G0 … G3. */
export function designate(level: number, charset: CoreCharset | undefined): string {
  finals ??= readFinals()
  return `\x1B${DESIGNATORS[level]}${finals.get(charset) ?? DEFAULT_FINAL}`
}

/** Brings a terminal that has ASCII only to these sets. */
export function charsetCodes({ _charsetService: { _charsets, glevel } }: XtermCore): string {
  return Array.from(DESIGNATORS, (_, level) => _charsets[level]
    ? designate(level, _charsets[level])
    : '').join('')
  + (glevel ? SHIFTS[glevel] : '')
}

/** What has to be printed to show `text` while a set is in use; nothing where that set has no such character. */
export function printable(text: string, charset: CoreCharset | undefined): string | undefined {
  if (!charset)
    return text
  const first = text.slice(0, 1)
  const key = Object.keys(charset).find(each => charset[each] === first)
  if (key !== undefined && first < '\x7F')
    return key + text.slice(1)
  return charset[first] === undefined
    ? text
    : undefined
}

/** Asks a terminal of our own, since xterm does not export its tables. */
function readFinals(): ReadonlyMap<CoreCharset | undefined, string> {
  const terminal = new headless.Terminal({ allowProposedApi: true })
  const { _charsetService, _inputHandler } = coreOf(terminal)
  const read = new Map<CoreCharset | undefined, string>()
  for (const final of FINALS) {
    _inputHandler.selectCharset(`(${final}`)
    read.set(_charsetService.charset, final)
  }
  terminal.dispose()
  return read
}
