import type { TestServer } from '../../fixtures/test-server.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { enterHub } from '../../../scripts/bench/enter-hub.ts'
import { LocalMachine } from '../../../scripts/bench/local-machine.ts'
import { startTestServer } from '../../fixtures/test-server.ts'
import { TestWindow } from '../../fixtures/test-window.ts'

const ids = [
  'demo-a',
  'demo-b',
  'demo-c',
  'demo-d',
  'demo-e',
  'demo-f',
  'demo-g',
]
let server: TestServer
afterEach(() => server.close())

async function start(options: Parameters<typeof startTestServer>[1] = {}): Promise<void> {
  server = await startTestServer(ids.map(id => ({
    id,
    panes: { host: {} },
    steps: [
      { pane: 'host', type: 'sleep 1; echo done' },
    ],
  })), options)
}

async function show(window: TestWindow, demo: string): Promise<void> {
  const before = window.messages.length
  window.send({ type: 'open', demo })
  await expect.poll(() => window.messages.slice(before).findLast(message => message.type === 'session' && message.demo === demo)).toMatchObject({ state: 'ready' })
}

const calls = (machine: number): string[] => server.machines[machine]!.calls

describe('a demo', () => {
  it('is suspended when its last window leaves, and resumed when one returns', async () => {
    await start()
    const [first, second] = [await TestWindow.open(server), await TestWindow.open(server)]
    await show(first, 'demo-a')
    await show(second, 'demo-a')
    first.send({ type: 'close', demo: 'demo-a' })
    second.send({
      type: 'input',
      demo: 'demo-a',
      pane: 'host',
      data: 'echo $((40 + 2))\r',
    })
    await expect.poll(() => second.text('host', 'demo-a')).toMatch(/^42$/m)
    expect(calls(0)).not.toContain('suspend')
    second.socket.terminate()
    await expect.poll(() => calls(0).at(-1)).toBe('suspend')
    await show(first, 'demo-a')
    expect(calls(0).at(-1)).toBe('resume')
    await expect.poll(() => first.text('host', 'demo-a')).toMatch(/^42$/m)
    expect(server.machines).toHaveLength(1)
  })

  it('is not suspended by a reload', async () => {
    await start()
    const before = await TestWindow.open(server)
    await show(before, 'demo-a')
    const marker = await TestWindow.open(server)
    await show(marker, 'demo-b')
    // The marker leaves after the reload began, so once its demo is suspended, the reloaded one's would have been.
    before.socket.terminate()
    const after = await TestWindow.open(server)
    await show(after, 'demo-a')
    marker.socket.terminate()
    await expect.poll(() => calls(1)).toContain('suspend')
    expect(calls(0)).not.toContain('suspend')
  })

  it('that is being typed is suspended only when the step has ended', async () => {
    await start()
    const window = await TestWindow.open(server)
    await show(window, 'demo-a')
    const { session, leave } = enterHub(server.hub, 'demo-a')
    leave()
    window.send({ type: 'advance', demo: 'demo-a', to: 1 })
    await expect.poll(() => window.text('host', 'demo-a')).toContain('sleep 1')
    window.socket.terminate()
    await expect.poll(() => calls(0)).toContain('suspend')
    expect(session.status).toMatchObject({ state: 'ready', step: 1 })
    const back = await TestWindow.open(server)
    await show(back, 'demo-a')
    expect(back.last('session')).toMatchObject({ state: 'ready', step: 1 })
    await expect.poll(() => back.text('host', 'demo-a')).toMatch(/^done$/m)
  })

  it('is closed when others were left after it, except while a window shows it', async () => {
    await start({ kept: 2 })
    const [stays, turns] = [await TestWindow.open(server), await TestWindow.open(server)]
    await show(stays, 'demo-a')
    for (const id of ['demo-b', 'demo-c', 'demo-d']) {
      await show(turns, id)
      turns.send({ type: 'close', demo: id })
    }
    await expect.poll(() => calls(1).at(-1)).toBe('stop')
    await expect.poll(() => calls(2)).toContain('suspend')
    await expect.poll(() => calls(3)).toContain('suspend')
    for (const kept of [0, 2, 3])
      expect(calls(kept)).not.toContain('stop')
    await show(turns, 'demo-b')
    expect(server.machines).toHaveLength(5)
  })

  it('that was on screen longest but left last is not the one that is closed', async () => {
    await start({ kept: 1 })
    const [stays, turns] = [await TestWindow.open(server), await TestWindow.open(server)]
    await show(stays, 'demo-a')
    await show(turns, 'demo-b')
    turns.socket.terminate()
    await expect.poll(() => calls(1)).toContain('suspend')
    stays.socket.terminate()
    await expect.poll(() => calls(1)).toContain('stop')
    expect(calls(0)).not.toContain('stop')
  })
})

describe('the number of machines', () => {
  it('stays bounded however many demos windows show at once', async () => {
    await start({ maxSessions: 3 })
    const [first, second] = [await TestWindow.open(server), await TestWindow.open(server)]
    for (const demo of ['demo-a', 'demo-b'])
      await show(first, demo)
    for (const demo of ['demo-c', 'demo-d'])
      await show(second, demo)
    await expect.poll(() => calls(0)).toContain('stop')
    expect(first.last('waiting')).toMatchObject({
      demo: 'demo-a',
      reason: expect.stringMatching(/3 other demos are on screen/),
    })
    expect(calls(1)).not.toContain('stop')
  })

  it('stays bounded within one window', async () => {
    await start({ maxSessions: 10 })
    const window = await TestWindow.open(server)
    for (const demo of ids)
      window.send({ type: 'open', demo })
    await expect.poll(() => window.count('refused')).toBe(3)
    expect(server.machines).toHaveLength(4)
  })

  it('is one where there can be only one', async () => {
    await start({ atOnce: 1 })
    const window = await TestWindow.open(server)
    await show(window, 'demo-a')
    window.send({ type: 'close', demo: 'demo-a' })
    await show(window, 'demo-b')
    await expect.poll(() => calls(0)).toContain('stop')
    expect(calls(1)).not.toContain('stop')
  })

  it('leaves the presenter\'s demos alone, whatever the audience opens', async () => {
    await start({ maxSessions: 4 })
    const presenter = await TestWindow.open(server)
    const audience = await Promise.all([
      TestWindow.open(server, 'audience'),
      TestWindow.open(server, 'audience'),
    ])
    await show(presenter, 'demo-g')
    for (const [index, demo] of ids.slice(0, 6).entries())
      audience[index % 2]!.send({ type: 'open', demo })
    await expect.poll(() => audience[0]!.count('waiting') + audience[1]!.count('waiting')).toBe(3)
    await show(presenter, 'demo-e')
    await show(presenter, 'demo-f')
    expect(presenter.count('waiting')).toBe(0)
    expect(calls(0)).not.toContain('stop')
  })
})

describe('a server that is stopped', () => {
  it('stops every machine and does nothing more for a window that still asks', async () => {
    const gate = Promise.withResolvers<void>()
    class SlowToStop extends LocalMachine {
      override async stop(): Promise<void> {
        await super.stop()
        await gate.promise
      }
    }
    await start({
      createMachine: () => new SlowToStop(),
    })
    const window = await TestWindow.open(server)
    await show(window, 'demo-a')
    const stopped = server.close()
    // On their way before the window hears of it.
    window.send({ type: 'open', demo: 'demo-b' })
    window.send({ type: 'reset', demo: 'demo-a' })
    expect(() => enterHub(server.hub, 'demo-c')).toThrow('The server is being stopped.')
    await expect.poll(() => window.closed).toBe(1001)
    gate.resolve()
    await stopped
    expect(server.machines).toHaveLength(1)
    expect(calls(0)).toContain('stop')
    expect(calls(0)).not.toContain('restore')
  })
})
