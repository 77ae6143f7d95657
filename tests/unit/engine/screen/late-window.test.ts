import type { KeptTerminal } from '../../../../scripts/engine/kept-terminal.ts'
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseCast } from '../../../../scripts/engine/asciicast.ts'
import { createKeptTerminal } from '../../../../scripts/engine/kept-terminal.ts'
import { SCROLLBACK_LINES } from '../../../../scripts/protocol/terminal.ts'
import { between, randomStream, seededRandom } from '../../../fixtures/random-stream.ts'
import { terminalState } from '../../../fixtures/terminal-state.ts'

const SEEDS = 300
const FULL_RESET = '\x1Bc'

interface Size {
  columns: number
  rows: number
}

/** What happens before somebody opens a window, and what happens then. */
interface Story {
  size: Size
  before: readonly string[]
  after: readonly string[]
  /** Characters of the last piece before that come only after. */
  cut?: number
  /** What the window showed before it was given this screen. */
  stale?: readonly string[]
  /** Both are resized before the rest. */
  resized?: Size
  scrollback?: number
}

async function write({ write }: KeptTerminal, data: string): Promise<void> {
  await new Promise<void>(resolve => write(data, resolve))
}

function open({ columns, rows }: Size, scrollback?: number): KeptTerminal {
  const kept = createKeptTerminal({ columns, rows })
  if (scrollback !== undefined)
    kept.terminal.options.scrollback = scrollback
  return kept
}

/** What an old window and a new one show differently. Nothing, if all is well. */
async function differences({ size, before, after, cut = 0, stale = [], resized, scrollback }: Story): Promise<string[]> {
  const whole = before.join('')
  const old = open(size, scrollback)
  const late = open(size, scrollback)
  try {
    await write(late, stale.join(''))
    await write(old, whole.slice(0, whole.length - cut))
    await write(late, FULL_RESET + old.serialize())
    const found = compare('at once', old, late)
    if (resized) {
      old.terminal.resize(resized.columns, resized.rows)
      late.terminal.resize(resized.columns, resized.rows)
      found.push(...compare('resized', old, late))
    }
    for (const piece of [
      whole.slice(whole.length - cut),
      ...after,
    ]) {
      await write(old, piece)
      await write(late, piece)
    }
    return [
      ...found,
      ...compare('later', old, late),
    ]
  }
  finally {
    old.terminal.dispose()
    late.terminal.dispose()
  }
}

function compare(when: string, old: KeptTerminal, late: KeptTerminal): string[] {
  const expected = terminalState(old.terminal, when === 'at once')
  const seen = terminalState(late.terminal, when === 'at once')
  return Object.keys({
    ...expected,
    ...seen,
  })
    .filter(key => JSON.stringify(expected[key]) !== JSON.stringify(seen[key]))
    .map(key => `${when}, ${key}: ${JSON.stringify(expected[key])} is ${JSON.stringify(seen[key])}`)
}

/** Leaves out pieces one by one for as long as there is a difference. */
async function shortest(story: Story): Promise<Story> {
  let short = story
  for (const part of ['stale', 'after', 'before'] as const) {
    for (let index = (short[part]?.length ?? 0) - 1; index >= 0; index--) {
      const without = {
        ...short,
        [part]: short[part]!.filter((_, each) => each !== index),
      }
      if ((await differences(without)).length > 0)
        short = without
    }
  }
  return short
}

async function expectSame(story: Story): Promise<void> {
  if ((await differences(story)).length === 0)
    return
  const short = await shortest(story)
  expect.fail(`A late window differs after ${JSON.stringify(short)}:\n${(await differences(short)).join('\n')}`)
}

/** Of each, one thing that is not in the cells, and what shows it. */
const BESIDE_THE_CELLS: readonly [string, string, string][] = [
  ['margins', '\x1B[1;3r\x1B[4;1H[progress]\x1B[1;1H', 'a\r\nb\r\nc\r\nd\r\ne'],
  [
    'a cursor behind the last column',
    'x'.repeat(20),
    'y',
  ],
  ['a cursor behind the last column, in another colour', `\x1B[31m${'x'.repeat(20)}\x1B[0m`, 'y'],
  ['a saved cursor', '\x1B[2;5H\x1B[35m\x1B7\x1B[H\x1B[0m', '\x1B8here'],
  ['the cursor that the main screen saved', 'one\x1B[?1049h\x1B[3;3Htwo', '\x1B[?1049lthree'],
  ['line drawing', '\x1B(0', 'lqqk'],
  ['line drawing by shift', '\x1B)0', '\x0Elqqk\x0Flqqk'],
  ['line drawing, saved', '\x1B(0\x1B7\x1B(B', 'q\x1B8q'],
  ['tab stops', '\x1B[3g\x1B[5G\x1BH\r', '\tx'],
  [
    'no wrapping',
    '\x1B[?7l',
    'x'.repeat(30),
  ],
  ['insert mode', 'abc\r\x1B[4h', 'xyz'],
  ['origin mode', '\x1B[2;3r\x1B[?6h', '\x1B[1;1Hx'],
  ['reverse wrapping', `${'x'.repeat(21)}\x1B[?45h`, '\b\b\by'],
  ['a line feed that returns', '\x1B[20h', 'a\nb'],
  ['a curly underline in a colour', '\x1B[4:3;58:2::1:2:3m', 'x'],
  ['a link', '\x1B]8;;https://example.org/\x1B\\one', 'two\x1B]8;;\x1B\\three'],
  ['a character to be completed', 'e', '\u0301'],
  ['a character to be repeated', 'e', '\x1B[3b'],
  ['protection', '\x1B[1"qkept\x1B[0"qlost', '\x1B[?2J'],
  ['a hidden cursor of another shape', '\x1B[?25l\x1B[5 q', ''],
  ['the mouse', '\x1B[?1002h\x1B[?1006h', ''],
  ['the keypad and bracketed paste', '\x1B[?1h\x1B=\x1B[?2004h\x1B[?1004h', ''],
  ['a title', '\x1B]2;one\x07\x1B]1;two\x07', ''],
  ['all that is erased to the last cell', 'abc\x1B[4;20H', '\x1B[1Jx'],
]

describe('a window that comes late shows what the others show', () => {
  it.each(Array.from({ length: SEEDS }, (_, seed) => seed))('whatever a program sends (seed %i)', async (seed) => {
    const random = seededRandom(seed)
    const size = {
      columns: between(random, 4, 24),
      rows: between(random, 2, 8),
    }
    const before = randomStream(random, between(random, 1, 60))
    await expectSame({
      size,
      before,
      cut: random() < 0.5
        ? between(random, 0, before.at(-1)!.length)
        : 0,
      stale: random() < 0.5
        ? randomStream(random, 20)
        : [],
      after: randomStream(random, between(random, 1, 30)),
      scrollback: between(random, 0, 12),
      ...random() < 0.3 && {
        resized: {
          columns: between(random, 4, 24),
          rows: between(random, 2, 8),
        },
      },
    })
  })

  it.each(BESIDE_THE_CELLS)('%s', async (_, before, after) => {
    await expectSame({
      size: { columns: 20, rows: 4 },
      before: [before],
      after: [after],
    })
  })

  it('when the scrollback is full', async () => {
    const lines = Array.from({ length: SCROLLBACK_LINES + 500 }, (_, line) => `\x1B[3${line % 8}mline ${line} ${'日'.repeat(line % 19)}\r\n`)
    await expectSame({
      size: { columns: 20, rows: 4 },
      before: [
        lines.join(''),
      ],
      after: [
        'the end',
        ...lines.slice(0, 10),
      ],
    })
  })
})

interface RecordedOutput extends Size {
  name: string
  output: string
}

describe('so it is with every recording', () => {
  const panes = globSync('demos/recordings/*/*.cast').map((file): RecordedOutput => {
    const { header: { term }, events } = parseCast(readFileSync(file, 'utf8'), file)
    return {
      name: file,
      columns: term.cols,
      rows: term.rows,
      output: events.filter(({ code }) => code === 'o').map(({ data }) => data).join(''),
    }
  })

  it('of which there are some', () => expect(panes.length).toBeGreaterThan(20))

  it.each(panes)('$name', async ({ output, ...size }) => {
    const random = seededRandom(output.length)
    for (let cuts = 0; cuts < 5; cuts++) {
      const cut = between(random, 0, output.length)
      await expectSame({
        size,
        before: [
          output.slice(0, cut),
        ],
        after: [
          output.slice(cut),
        ],
      })
    }
  })
})
