import headless from '@xterm/headless'
import { afterAll, expect, it } from 'vitest'
import { coreOf } from '../../../../scripts/engine/screen/xterm-core.ts'

const terminal = new headless.Terminal({ allowProposedApi: true })
afterAll(() => terminal.dispose())

/** What `xterm-core.ts` says is there, and of which kind. */
const PARTS: readonly [string, string][] = [
  ['_bufferService.cols', 'number'],
  ['_bufferService.rows', 'number'],
  ...['normal', 'alt', 'active'].flatMap((buffer): [string, string][] => [
    'lines.length',
    'ybase',
    'x',
    'y',
    'scrollTop',
    'scrollBottom',
    'savedX',
    'savedY',
    'savedCurAttrData.fg',
    'savedCurAttrData.bg',
  ].map(part => [`_bufferService.buffers.${buffer}.${part}`, 'number'])),
  ['_bufferService.buffers.active.tabs', 'object'],
  ['_bufferService.buffers.active.lines.get', 'function'],
  ['_charsetService.glevel', 'number'],
  ['_charsetService._charsets', 'object'],
  ['_inputHandler._curAttrData.fg', 'number'],
  ['_inputHandler._curAttrData.bg', 'number'],
  ['_inputHandler._curAttrData.extended._ext', 'number'],
  ['_inputHandler._curAttrData.extended.urlId', 'number'],
  ['_inputHandler._windowTitle', 'string'],
  ['_inputHandler._iconName', 'string'],
  ['_inputHandler._parser.precedingJoinState', 'number'],
  ['_inputHandler._parser.currentState', 'number'],
  ['_inputHandler._stringDecoder._interim', 'number'],
  ['_inputHandler.onColor', 'function'],
  ['_inputHandler.selectCharset', 'function'],
  ['_inputHandler.eraseInDisplay', 'function'],
  ['_inputHandler.eraseInLine', 'function'],
  ['_oscLinkService.getLinkData', 'function'],
  ['coreMouseService.activeProtocol', 'string'],
  ['coreMouseService.activeEncoding', 'string'],
  ['coreService.isCursorHidden', 'boolean'],
  ['coreService.modes.insertMode', 'boolean'],
  ...[
    'applicationCursorKeys',
    'applicationKeypad',
    'bracketedPasteMode',
    'origin',
    'reverseWraparound',
    'sendFocus',
    'synchronizedOutput',
    'wraparound',
  ].map((mode): [string, string] => [`coreService.decPrivateModes.${mode}`, 'boolean']),
  ['optionsService.options.convertEol', 'boolean'],
  ['optionsService.options.cursorBlink', 'boolean'],
  ['unicodeService.charProperties', 'function'],
]

it.each(PARTS)('xterm has %s, a %s', (path, kind) => {
  const part = path.split('.').reduce<unknown>((whole, name) => (whole as Record<string, unknown> | undefined)?.[name], coreOf(terminal))
  expect(typeof part).toBe(kind)
})

it('xterm has no mode that nobody looks at', () => {
  // A mode that is new here has to be written by `mode-codes.ts` or `screen-codes.ts`, and to be in the random streams of the tests.
  expect(Object.keys(Object.getOwnPropertyDescriptors(coreOf(terminal).coreService.decPrivateModes)).sort()).toEqual([
    'applicationCursorKeys',
    'applicationKeypad',
    'bracketedPasteMode',
    'cursorBlink',
    'cursorStyle',
    'origin',
    'reverseWraparound',
    'sendFocus',
    'synchronizedOutput',
    'wraparound',
  ])
})
