import type { TestServer } from '../../fixtures/test-server.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { startTestServer } from '../../fixtures/test-server.ts'
import { TestWindow } from '../../fixtures/test-window.ts'

const SLOW = { timeout: 10_000 }
/** How long an unseen demo keeps its machine from windows that wait, or expect another. */
const PATIENCE_MS = 300
const GIBIBYTE = 1024 ** 3
let server: TestServer
afterEach(() => server.close())

async function start(options: Parameters<typeof startTestServer>[1] = {}): Promise<void> {
  server = await startTestServer(['demo-a', 'demo-b', 'demo-c'].map(id => ({
    id,
    panes: { host: {} },
    steps: [
      { pane: 'host', type: `echo this is ${id}` },
    ],
  })), { patience: PATIENCE_MS, ...options })
}

async function show(window: TestWindow, demo: string): Promise<void> {
  window.send({ type: 'open', demo })
  await expect.poll(() => window.messages.findLast(message => message.type === 'session' && message.demo === demo), SLOW).toMatchObject({ state: 'ready' })
}

/** The window is told this of the demo that it expects. */
async function hears(window: TestWindow, expected: { demo: string, source?: string, state: string }): Promise<void> {
  await expect.poll(() => window.last('expected'), SLOW).toMatchObject(expected)
}

const calls = (machine: number): string[] => server.machines[machine]!.calls

describe('a demo that a window expects', () => {
  it('is started ahead and stands still, and is there at once when it is shown', async () => {
    await start()
    const window = await TestWindow.open(server)
    window.send({ type: 'expect', demo: 'demo-b', soon: true })
    await hears(window, { demo: 'demo-b', source: 'live', state: 'ready' })
    await expect.poll(() => calls(0).at(-1), SLOW).toBe('suspend')
    const before = window.messages.length
    window.send({ type: 'open', demo: 'demo-b' })
    await expect.poll(() => window.messages.slice(before).find(message => message.type === 'session'), SLOW).toMatchObject({ state: 'ready' })
    await expect.poll(() => calls(0).at(-1), SLOW).toBe('resume')
    window.send({ type: 'advance', demo: 'demo-b', to: 1 })
    await expect.poll(() => window.text('host', 'demo-b'), SLOW).toMatch(/^this is demo-b$/m)
    expect(server.machines).toHaveLength(1)
  })

  it('is not started before its slide comes near, and the window hears where it will run', async () => {
    await start()
    const window = await TestWindow.open(server)
    window.send({ type: 'expect', demo: 'demo-b', soon: false })
    await hears(window, { demo: 'demo-b', source: 'live', state: 'off' })
    window.send({ type: 'expect', demo: 'demo-b', soon: true })
    await hears(window, { demo: 'demo-b', state: 'ready' })
    expect(server.machines).toHaveLength(1)
  })

  it('is started once for two windows', async () => {
    await start()
    const windows = [await TestWindow.open(server), await TestWindow.open(server)]
    for (const window of windows)
      window.send({ type: 'expect', demo: 'demo-b', soon: true })
    for (const window of windows)
      await hears(window, { demo: 'demo-b', state: 'ready' })
    expect(server.machines).toHaveLength(1)
  })

  it('gets the one machine only once nobody has seen its demo for a while', async () => {
    await start({ atOnce: 1 })
    const window = await TestWindow.open(server)
    await show(window, 'demo-a')
    window.send({ type: 'expect', demo: 'demo-b', soon: true })
    await hears(window, { demo: 'demo-b', state: 'waiting' })
    expect(calls(0)).not.toContain('stop')
    window.send({ type: 'close', demo: 'demo-a' })
    await hears(window, { demo: 'demo-b', state: 'ready' })
    expect(calls(0).at(-1)).toBe('stop')
    await expect.poll(() => calls(1).at(-1), SLOW).toBe('suspend')
  })

  it('takes no machine from a watching window, and not for a demo that is shown', async () => {
    await start({ maxSessions: 2 })
    const [presenter, audience] = [await TestWindow.open(server), await TestWindow.open(server, 'audience')]
    await show(audience, 'demo-a')
    await show(presenter, 'demo-b')
    presenter.send({ type: 'expect', demo: 'demo-c', soon: true })
    await hears(presenter, { demo: 'demo-c', state: 'waiting' })
    expect(presenter.last('expected')!.message).toMatch(/no room for more/)
    expect(server.machines).toHaveLength(2)
    for (const machine of [0, 1])
      expect(calls(machine)).not.toContain('stop')
  })

  it('waits where memory has no room for one more machine', async () => {
    await start({
      memoryBytes: GIBIBYTE,
      freeMemory: () => 1.5 * GIBIBYTE,
    })
    const window = await TestWindow.open(server)
    await show(window, 'demo-a')
    window.send({ type: 'expect', demo: 'demo-b', soon: true })
    await hears(window, { demo: 'demo-b', state: 'waiting' })
    expect(server.machines).toHaveLength(1)
  })

  it('gives its machine up for what a window wants to show', async () => {
    await start({ atOnce: 1 })
    const [presenter, other] = [await TestWindow.open(server), await TestWindow.open(server, 'audience')]
    presenter.send({ type: 'expect', demo: 'demo-b', soon: true })
    await hears(presenter, { demo: 'demo-b', state: 'ready' })
    await show(other, 'demo-a')
    await hears(presenter, { demo: 'demo-b', state: 'waiting' })
    other.socket.terminate()
    await hears(presenter, { demo: 'demo-b', state: 'ready' })
  })

  it('is kept while others are left, and not longer than it is expected', async () => {
    await start({ kept: 1 })
    const [presenter, other] = [await TestWindow.open(server), await TestWindow.open(server)]
    presenter.send({ type: 'expect', demo: 'demo-c', soon: true })
    await hears(presenter, { demo: 'demo-c', state: 'ready' })
    for (const demo of ['demo-a', 'demo-b']) {
      await show(other, demo)
      other.send({ type: 'close', demo })
    }
    await expect.poll(() => calls(1).at(-1), SLOW).toBe('stop')
    await expect.poll(() => calls(2).at(-1), SLOW).toBe('suspend')
    expect(calls(0)).not.toContain('stop')
    presenter.socket.terminate()
    await expect.poll(() => calls(0).at(-1), SLOW).toBe('stop')
  })

  it('that there is not is refused', async () => {
    await start()
    const window = await TestWindow.open(server)
    window.send({ type: 'expect', demo: 'demo-x', soon: true })
    await expect.poll(() => window.last('refused')).toMatchObject({
      request: 'expect',
      reason: expect.stringContaining('There is no demo "demo-x"'),
    })
  })
})
