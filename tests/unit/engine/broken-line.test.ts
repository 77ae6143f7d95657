import type { Expectation, Until } from '../../../demos/define.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { LocalMachine } from '../../../scripts/bench/local-machine.ts'
import { Session } from '../../../scripts/engine/session.ts'
import { testDemo } from '../../fixtures/demo.ts'

let session: Session

/** What the panes show once the demo is over. */
async function run(steps: readonly { pane: string, type: string, expect?: Expectation, until?: Until }[], pace: 'human' | 'fast'): Promise<string> {
  session = new Session({
    chain: [
      testDemo({
        panes: {
          host: { columns: 40 },
        },
        steps,
      }),
    ],
    createMachine: () => new LocalMachine(),
    pace,
  })
  await session.start()
  session.advance(steps.length)
  await session.idle()
  expect(session.status).toMatchObject({ state: 'ready', step: steps.length })
  return session.panes.get('host')!.screen.text
}
afterEach(async () => await session.stop())

describe.each(['human', 'fast'] as const)('a command line that is longer than its pane, typed by a %s hand,', (pace) => {
  it('is broken where a person would, and is one command: one output, one exit status, one prompt', async () => {
    const screen = await run([
      {
        pane: 'host',
        type: 'echo "the first"; echo "the second" | tr a-z A-Z; echo the third; (exit 3)',
        expect: { exit: 3, output: /^the first\nTHE SECOND\nthe third\n$/ },
      },
    ], pace)
    const [typed, ...rows] = screen.split('\n')
    expect(typed).toMatch(/# echo "the first"; \\$/)
    expect(rows.slice(0, -1)).toEqual([
      '  echo "the second" | tr a-z A-Z; \\',
      '  echo the third; (exit 3)',
      'the first',
      'THE SECOND',
      'the third',
    ])
    expect(rows.at(-1)).toMatch(/#$/)
  })

  it('is left to the terminal in a shell without marks, where a line feed would enter it', async () => {
    const screen = await run([
      {
        pane: 'host',
        type: 'PS1="# " sh',
        until: { output: /# $/ },
      },
      {
        pane: 'host',
        type: 'echo "the first"; echo "the second" | tr a-z A-Z',
        until: { output: /SECOND\n# $/ },
      },
    ], pace)
    expect(screen.split('\n').slice(-5)).toEqual([
      '# echo "the first"; echo "the second" | ',
      'tr a-z A-Z',
      'the first',
      'THE SECOND',
      '#',
    ])
  })
})
