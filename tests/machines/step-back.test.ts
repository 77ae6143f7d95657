import type { SessionStatus } from '../../scripts/engine/session-status.ts'
import type { Machine } from '../../scripts/machines/machine.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Session } from '../../scripts/engine/session.ts'
import { createEmbeddedMachine } from '../../scripts/machines/embedded/create-embedded-machine.ts'
import { MachineError } from '../../scripts/machines/machine.ts'
import { testDemo } from '../fixtures/demo.ts'

const LOOK = '(hostname; cat /root/file; pgrep -cx sleep; ls -d /sys/fs/cgroup/back) 2>&1 | tr "\\n" " "'

let session: Session
const seen: SessionStatus[] = []

function screens(): string[] {
  return [
    ...session.panes.values(),
  ].map(pane => pane.snapshot())
}

async function advance(to: number): Promise<void> {
  session.advance(to)
  await session.idle()
  expect(session.status).toMatchObject({ state: 'ready', step: to })
}

async function back(to: number): Promise<void> {
  session.back(to)
  await session.idle()
  expect(session.status).toMatchObject({ state: 'ready', step: to })
}

/** What the panes' shells say of the machine; done by hand, as the speaker would. */
async function look(pane = 'host'): Promise<string> {
  const { output } = session.panes.get(pane)!
  const before = output.chars
  output.begin()
  session.speaker.keys(pane, `${LOOK}\r`)
  await expect.poll(() => output.prompt.isReady && output.chars > before && output.prompt.count > 0).toBe(true)
  return output.text({ skipEcho: true })
}

const demo = testDemo({
  panes: { host: {}, inside: {} },
  setup: 'echo start > /root/file',
  steps: [
    { pane: 'host', type: 'echo one > /root/file' },
    { pane: 'inside', type: 'unshare --uts bash' },
    {
      pane: 'inside',
      type: 'hostname inside',
      expect: { check: '[ "$(hostname)" = demo ]' },
    },
    {
      pane: 'host',
      type: 'sleep 2468 & mkdir /sys/fs/cgroup/back',
      expect: { check: 'pgrep -x sleep' },
    },
    {
      pane: 'host',
      type: 'top',
      until: { output: /PID/ },
    },
  ],
})

async function start(createMachine: () => Machine, keepsSteps = true): Promise<void> {
  await session?.stop()
  session = new Session({
    chain: [demo],
    createMachine,
    pace: 'fast',
    keepsSteps,
  })
  session.onStatus(status => seen.push(status))
  await session.start()
}

beforeAll(() => start(createEmbeddedMachine))
afterAll(() => session?.stop())

describe('a live demo on the embedded machine', () => {
  const after: string[][] = []

  it('goes back step by step to its start, and shows what it showed', async () => {
    for (let step = 0; step <= 5; step++) {
      await advance(step)
      after.push(screens())
    }
    // The last one draws its screen anew, now and then.
    for (const step of [4, 3, 2, 1, 0]) {
      await back(step)
      expect(screens()).toEqual(after[step])
    }
    expect(await look()).toContain('demo start 0 ls: cannot access')
    expect(seen.some(({ state, step }) => state === 'returning' && step === 4)).toBe(true)
  })

  it('types the same steps again, to the same effect', async () => {
    await advance(4)
    expect(await look()).toContain('demo one 1 /sys/fs')
    expect(await look('inside')).toContain('inside one 1 /sys/fs')
    await advance(5)
  })

  it('goes back over several steps at once, and forth', async () => {
    await back(2)
    expect(await look()).toContain('demo one 0 ls: cannot access')
    await advance(3)
    await back(2)
    expect(await look('inside')).toContain('demo one 0')
  })

  it('undoes what the speaker typed in between, in all panes, and says so', async () => {
    await back(0)
    await advance(1)
    expect(session.status.undone).toBeUndefined()
    session.speaker.keys('host', 'echo mine > /root/file; exit\r')
    await expect.poll(() => session.status.state).toBe('failed')
    await back(0)
    expect(session.status.undone).toBe(true)
    await advance(1)
    expect(session.status.undone).toBeUndefined()
    expect(await look()).toContain('demo one 0')
  })

  it('goes back from the middle of a step that the speaker did not mean', async () => {
    await advance(3)
    session.advance(4)
    session.back(3)
    await session.idle()
    expect(session.status).toMatchObject({ state: 'ready', step: 3 })
    expect(screens()).toHaveLength(2)
    await advance(4)
    expect(await look()).toContain('demo one 1')
  })

  it('goes back to the nearest state that the machine still has, and types the steps between', async () => {
    const rewound: string[] = []
    await start(() => {
      const machine = createEmbeddedMachine()
      const rewind = machine.rewind!.bind(machine)
      machine.rewind = async (checkpoint) => {
        rewound.push(checkpoint)
        if (checkpoint !== 'press 1')
          throw new MachineError('unknown-checkpoint', 'forgotten')
        return await rewind(checkpoint)
      }
      return machine
    })
    await advance(4)
    await back(3)
    expect(rewound).toEqual(['press 3', 'press 2', 'press 1'])
    expect(await look()).toContain('demo one 0')
    expect(await look('inside')).toContain('inside one 0')
  })

  it('starts over where no state is kept, and types the steps between', async () => {
    await start(createEmbeddedMachine, false)
    await advance(4)
    await back(3)
    expect(await look()).toContain('demo one 0')
    expect(await look('inside')).toContain('inside one 0')
  })
})
