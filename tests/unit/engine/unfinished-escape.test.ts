import type { HeadlessTerminal } from '../../../scripts/engine/kept-terminal.ts'
import { expect, it } from 'vitest'
import { createKeptTerminal } from '../../../scripts/engine/kept-terminal.ts'
import { unfinishedEscape } from '../../../scripts/engine/unfinished-escape.ts'

const SIZE = { columns: 20, rows: 4 }

async function write(terminal: HeadlessTerminal, data: string): Promise<void> {
  await new Promise<void>(resolve => terminal.write(data, resolve))
}

it.each([
  ['a colour', 'plain \x1B[1;38;5;196mred\x1B[0m'],
  ['a charset', 'a\x1B(Bz'],
  ['a title that BEL ends', '\x1B]0;title\x07vm:~# '],
  ['a mark that ESC \\ ends', '\x1B]133;A\x1B\\vm:~# '],
  ['a device control string', 'a\x1BP$q"p\x1B\\b'],
  ['a move and a mode', 'over\x1B[1D\x1B[4hx\x1B[4l.'],
])('whoever comes in the middle of %s sees what all see', async (_, output) => {
  const whole = createKeptTerminal(SIZE)
  await write(whole.terminal, output)
  for (let cut = 0; cut <= output.length; cut++) {
    const kept = createKeptTerminal(SIZE)
    // In two chunks, since a sequence may be cut more than once.
    const half = Math.floor(cut / 2)
    await write(kept.terminal, output.slice(0, half))
    await write(kept.terminal, output.slice(half, cut))
    const late = createKeptTerminal(SIZE)
    await write(late.terminal, kept.serialize() + unfinishedEscape(unfinishedEscape(output.slice(0, half)) + output.slice(half, cut)))
    await write(late.terminal, output.slice(cut))
    expect(late.serialize(), `cut after ${JSON.stringify(output.slice(0, cut))}`).toBe(whole.serialize())
  }
})

it('is nothing of a long text, nor of a string without end', () => {
  expect(unfinishedEscape('x'.repeat(1_000_000))).toBe('')
  expect(unfinishedEscape(`\x1B]0;${'x'.repeat(1_000_000)}`)).toBe('')
})
