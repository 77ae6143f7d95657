import type { Step } from '../../../demos/define.ts'
import type { RehearsalResult } from '../../../scripts/rehearsal/rehearse-demo.ts'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalMachine } from '../../../scripts/bench/local-machine.ts'
import { rehearseDemo } from '../../../scripts/rehearsal/rehearse-demo.ts'
import { reproduceCommand } from '../../../scripts/rehearsal/reproduce-command.ts'
import { testDemo } from '../../fixtures/demo.ts'

let folder: string

async function rehearse(steps: readonly Step[], { back = false } = {}): Promise<RehearsalResult> {
  const demo = testDemo({ steps })
  return await rehearseDemo({
    catalogue: new Map([
      [demo.id, demo],
    ]),
    demo: demo.id,
    createMachine: () => new LocalMachine(),
    back,
  })
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'presses-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

describe('the rehearsal of a step of two presses', () => {
  it('counts it once, and runs it once', async () => {
    const { failure, green, steps, stepSeconds } = await rehearse([
      { pane: 'host', type: `echo run >> ${folder}/runs`, presses: 2 },
      { pane: 'host', type: 'true' },
    ])
    expect(failure).toBeUndefined()
    expect({ green, steps, timed: stepSeconds.length }).toEqual({ green: 2, steps: 2, timed: 2 })
    expect(await readFile(join(folder, 'runs'), 'utf8')).toBe('run\n')
  })

  it('checks what Enter brings', async () => {
    const { failure, green } = await rehearse([
      {
        pane: 'host',
        type: 'echo one',
        presses: 2,
        expect: { output: /two/ },
      },
    ])
    expect(green).toBe(0)
    expect(failure).toMatch(/step 1 of 1 \(host: echo one\): expected output to match \/two\/, but it was:\none\n/)
  })

  it('checks that the line stands there to be talked about', async () => {
    const { failure, green } = await rehearse([
      {
        pane: 'host',
        type: 'read -rs secret',
        until: { output: /^/ },
      },
      { pane: 'host', type: 'nobody sees this', presses: 2 },
    ])
    expect(green).toBe(1)
    expect(failure).toMatch(/step 2 of 2 \(host: nobody sees this\): its line should stand there and wait for Enter, and does not/)
  })

  it('goes back press by press', async () => {
    const { failure, green } = await rehearse([
      { pane: 'host', type: `echo run >> ${folder}/runs`, presses: 2 },
      {
        pane: 'host',
        type: `echo again; wc -l < ${folder}/runs`,
        presses: 2,
        expect: { output: /^again\n/ },
      },
    ], { back: true })
    expect(failure).toBeUndefined()
    expect(green).toBe(2)
  })
})

it('who reproduces a rehearsal at two presses is told so', () => {
  expect(reproduceCommand('pid-namespace', { presses: 2 })).toBe('npm run rehearse -- --demo pid-namespace --presses 2')
  expect(reproduceCommand('pid-namespace', { presses: 1 })).toBe('npm run rehearse -- --demo pid-namespace')
})
