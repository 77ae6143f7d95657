import type { Machine } from '../../scripts/machines/machine.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Session } from '../../scripts/engine/session.ts'
import { createLiveMachineFactory } from '../../scripts/machines/machine-factory.ts'
import { testDemo } from '../fixtures/demo.ts'

const SLOW = { timeout: 60_000 }
const { create } = await createLiveMachineFactory('embedded')
let session: Session
let machine: Machine

const screen = (): string => session.panes.get('host')!.screen.text
const status = (): string => `${session.status.state} ${session.status.step}`

/** Types as the speaker, and waits until the pane shows what that comes to. */
async function type(keys: string, shown: RegExp): Promise<void> {
  session.speaker.keys('host', keys)
  await expect.poll(screen, SLOW).toMatch(shown)
}

beforeEach(async () => {
  session = new Session({
    chain: [
      testDemo({
        steps: [
          {
            pane: 'host',
            type: 'echo "typed: $((40 + 2))"',
            expect: { output: /^typed: 42\n$/ },
          },
        ],
      }),
    ],
    createMachine: () => machine = create(),
    pace: 'fast',
  })
  await session.start()
}, 60_000)
afterEach(async () => {
  await session.stop()
})

describe('a step on the embedded machine', () => {
  it.each([
    ['half a line', 'echo half', /echo half$/],
    ['a continuation prompt', 'echo don\'t\r', /\n>$/],
    ['vi mode', 'set -o vi\r\x1B', /set -o vi\n[^\n]*#$/],
    ['another prompt', 'PS1=\'# \'\r', /\n#$/],
    ['a pager', 'seq 100 | less\r', /\n:$/],
  ])('is typed at a clean prompt after %s', async (_, keys, shown) => {
    await type(keys, shown)
    session.advance(1)
    await session.idle()
    expect(session.status.message).toBeUndefined()
    expect(status()).toBe('ready 1')
  }, 120_000)

  it('names the program that is in its way', async () => {
    await type('sleep 500\r', /sleep 500$/)
    // Bash is asked for a command before it has forked.
    await machine.run('until pgrep -x sleep; do sleep 0.05; done')
    // A machine that gets next to no processor time is not asked for longer than a speaker would wait, and then has no name for it.
    await expect.poll(async () => {
      session.advance(1)
      await session.idle()
      expect(status()).toBe('blocked 0')
      return session.status.message
    }, { timeout: 100_000 }).toMatch(/^sleep runs in "host"\. Press Ctrl-C/)
  }, 120_000)
})
