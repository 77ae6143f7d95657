import type { Role } from '../../../scripts/protocol/messages.ts'
import type { TestServer } from '../../fixtures/test-server.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestServer } from '../../fixtures/test-server.ts'
import { TestWindow } from '../../fixtures/test-window.ts'

/** How long an unseen demo keeps its machine from windows that wait. */
const PATIENCE_MS = 300
const SLOW = { timeout: 10_000 }
let server: TestServer

beforeEach(async () => {
  server = await startTestServer(['demo-a', 'demo-b'].map(id => ({
    id,
    panes: { host: {} },
    steps: [
      { pane: 'host', type: `echo this is ${id}` },
      { pane: 'host', type: 'echo $((40 + 2))' },
    ],
  })), { atOnce: 1, patience: PATIENCE_MS })
})
afterEach(() => server.close())

/** What a window was told last about a demo. */
function lastOf(window: TestWindow, demo: string): unknown {
  return window.messages.findLast(message => (message.type === 'session' || message.type === 'waiting') && message.demo === demo)
}

async function isReady(window: TestWindow, demo: string, step = 0): Promise<void> {
  await expect.poll(() => lastOf(window, demo), SLOW).toMatchObject({ type: 'session', state: 'ready', step })
}

async function waits(window: TestWindow, demo: string): Promise<void> {
  await expect.poll(() => lastOf(window, demo), SLOW).toMatchObject({
    type: 'waiting',
    reason: expect.stringMatching(/one machine.*begins by itself/),
  })
}

/** Turns a window from one demo's slide to another's, as slides do. */
function turn(window: TestWindow, { opensFirst = false } = {}): void {
  const messages = [
    { type: 'close', demo: 'demo-a' },
    { type: 'open', demo: 'demo-b' },
  ] as const
  for (const message of opensFirst
    ? messages.toReversed()
    : messages)
    window.send(message)
}

const living = (): number => server.machines.filter(({ calls }) => !calls.includes('stop')).length

describe('a talk with one machine', () => {
  it.each<[string, Role[], boolean]>([
    [
      'one window',
      ['presenter'],
      false,
    ],
    [
      'one window, which opens before it closes,',
      ['presenter'],
      true,
    ],
    [
      'the presenter and then the projector',
      ['presenter', 'presenter'],
      false,
    ],
    [
      'the presenter and then the projector, which open before they close,',
      ['presenter', 'presenter'],
      true,
    ],
    [
      'the presenter and then a watching window',
      ['presenter', 'audience'],
      false,
    ],
    [
      'a watching window and then the presenter',
      ['audience', 'presenter'],
      false,
    ],
    [
      'a watching window and then the presenter, which open before they close,',
      ['audience', 'presenter'],
      true,
    ],
    [
      'presenter, projector, watching window',
      ['presenter', 'presenter', 'audience'],
      false,
    ],
    [
      'presenter, watching window, projector',
      ['presenter', 'audience', 'presenter'],
      true,
    ],
    [
      'watching window, presenter, projector',
      ['audience', 'presenter', 'presenter'],
      false,
    ],
  ])('turns from one demo to the next in all windows: %s', async (_, roles, opensFirst) => {
    const windows = await Promise.all(roles.map(role => TestWindow.open(server, role)))
    for (const window of windows) {
      window.send({ type: 'open', demo: 'demo-a' })
      await isReady(window, 'demo-a')
    }
    for (const [index, window] of windows.entries()) {
      turn(window, { opensFirst })
      // The next window turns when this one has: every state between is reached.
      if (roles.slice(0, index + 1).includes('presenter'))
        await isReady(window, 'demo-b')
      else
        await waits(window, 'demo-b')
    }
    const presenter = windows[roles.indexOf('presenter')]!
    presenter.send({ type: 'advance', demo: 'demo-b', to: 1 })
    for (const window of windows) {
      await isReady(window, 'demo-b', 1)
      await expect.poll(() => window.text('host', 'demo-b')).toMatch(/^this is demo-b$/m)
    }
    expect(windows.flatMap(window => window.messages).filter(({ type }) => type === 'refused')).toEqual([])
    await expect.poll(living, SLOW).toBe(1)
  })

  it('shows its demo in a watching window that came before all others', async () => {
    const audience = await TestWindow.open(server, 'audience')
    audience.send({ type: 'open', demo: 'demo-a' })
    await isReady(audience, 'demo-a')
  })

  it('gives a window that was left behind its demo back, at its step, when the other one is left', async () => {
    const [stays, turns] = [await TestWindow.open(server), await TestWindow.open(server)]
    stays.send({ type: 'open', demo: 'demo-a' })
    stays.send({ type: 'advance', demo: 'demo-a', to: 1 })
    await isReady(stays, 'demo-a', 1)
    turns.send({ type: 'open', demo: 'demo-b' })
    await isReady(turns, 'demo-b')
    await waits(stays, 'demo-a')
    stays.send({
      type: 'input',
      demo: 'demo-a',
      pane: 'host',
      data: 'x',
    })
    await expect.poll(() => stays.last('refused')?.reason).toMatch(/waits for a machine/)
    stays.send({ type: 'advance', demo: 'demo-a', to: 2 })
    turns.send({ type: 'close', demo: 'demo-b' })
    await isReady(stays, 'demo-a', 2)
    await expect.poll(() => stays.text('host', 'demo-a')).toMatch(/^42$/m)
    await expect.poll(living, SLOW).toBe(1)
  })

  it('does not take the demo from a page that is reloaded, for a window that waits', async () => {
    const [presenter, audience] = [await TestWindow.open(server), await TestWindow.open(server, 'audience')]
    presenter.send({ type: 'open', demo: 'demo-b' })
    await isReady(presenter, 'demo-b')
    audience.send({ type: 'open', demo: 'demo-a' })
    await waits(audience, 'demo-a')
    presenter.socket.terminate()
    const reloaded = await TestWindow.open(server)
    reloaded.send({ type: 'open', demo: 'demo-b' })
    await isReady(reloaded, 'demo-b')
    expect(server.machines).toHaveLength(1)
    reloaded.socket.terminate()
    await isReady(audience, 'demo-a')
  })

  it('forgets a window that waited and is gone', async () => {
    const [presenter, audience] = [await TestWindow.open(server), await TestWindow.open(server, 'audience')]
    presenter.send({ type: 'open', demo: 'demo-b' })
    await isReady(presenter, 'demo-b')
    audience.send({ type: 'open', demo: 'demo-a' })
    await waits(audience, 'demo-a')
    audience.socket.terminate()
    presenter.send({ type: 'close', demo: 'demo-b' })
    await expect.poll(() => server.machines[0]!.calls, SLOW).toContain('suspend')
    presenter.send({ type: 'open', demo: 'demo-b' })
    await isReady(presenter, 'demo-b')
    expect(server.machines).toHaveLength(1)
  })
})
