import type { KeptTerminal } from '../../../../scripts/engine/kept-terminal.ts'
import { expect, it } from 'vitest'
import { createKeptTerminal } from '../../../../scripts/engine/kept-terminal.ts'
import { terminalState } from '../../../fixtures/terminal-state.ts'

const SIZE = { columns: 20, rows: 4 }

async function write({ write }: KeptTerminal, data: string): Promise<void> {
  await new Promise<void>(resolve => write(data, resolve))
}

it.each([
  ['a colour', 'plain \x1B[1;38;5;196mred\x1B[0m'],
  ['a charset', 'a\x1B(Bz'],
  ['a title that BEL ends', '\x1B]0;title\x07vm:~# '],
  ['a mark that ESC \\ ends', '\x1B]133;A\x1B\\vm:~# '],
  ['a device control string', 'a\x1BP$q"p\x1B\\b'],
  ['a move and a mode', 'over\x1B[1D\x1B[4hx\x1B[4l.'],
  ['a sequence with control characters in it', 'a\x1B[3\n1\bmb\x1B\r[1mc'],
  ['what begins with C1 codes', 'a\x9B1mb\x9D2;title\x9Cc\x90$qm\x9Cd'],
  ['a sequence that another one breaks off', 'a\x1B[3\x1B[1mb\x1B]2;tit\x18c\x1B_日d'],
  ['a character of two halves', 'a🚀b'],
  ['a title with such a character', '\x1B]2;🚀\x07b'],
  ['a sequence that nobody knows', 'a\x1B[<3?5xb'],
  ['a title that is too long to be kept', `\x1B]2;${'x'.repeat(5000)}\x1B\\\x1B]2;title\x07b`],
  ['a picture', `\x1BP0;1q${'#0~'.repeat(2000)}\x1B\\b`],
  ['an application\'s own string', `\x1B_${'x'.repeat(5000)}\x1B\\b`],
])('whoever comes in the middle of %s sees what all see', async (_, output) => {
  const whole = createKeptTerminal(SIZE)
  await write(whole, output)
  // All cuts, or some where there are thousands.
  const step = Math.ceil(output.length / 100)
  for (let cut = 0; cut <= output.length; cut += step) {
    const kept = createKeptTerminal(SIZE)
    // In two chunks, since a sequence may be cut more than once.
    const half = Math.floor(cut / 2)
    await write(kept, output.slice(0, half))
    await write(kept, output.slice(half, cut))
    const late = createKeptTerminal(SIZE)
    await write(late, kept.serialize())
    await write(late, output.slice(cut))
    expect(terminalState(late.terminal), `cut after ${JSON.stringify(output.slice(0, cut))}`).toEqual(terminalState(whole.terminal))
    kept.terminal.dispose()
    late.terminal.dispose()
  }
  whole.terminal.dispose()
})

it('is little of a string without end', async () => {
  const kept = createKeptTerminal(SIZE)
  const empty = kept.serialize().length
  await write(kept, `\x1B]0;${'x'.repeat(1_000_000)}`)
  expect(kept.serialize().length).toBeLessThan(empty + 10)
  kept.terminal.dispose()
})
