import type { TestServer } from '../../fixtures/test-server.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { startTestServer } from '../../fixtures/test-server.ts'
import { handshake, TestWindow } from '../../fixtures/test-window.ts'

const demo = 'test-demo'
let server: TestServer
afterEach(() => server.close())

async function openReady(role: 'presenter' | 'audience' = 'presenter'): Promise<TestWindow> {
  const window = await TestWindow.open(server, role)
  window.send({ type: 'open', demo })
  await expect.poll(() => window.last('session')?.state).toBe('ready')
  return window
}

async function expectUnharmed(window: TestWindow): Promise<void> {
  window.send({
    type: 'input',
    demo,
    pane: 'host',
    data: 'echo $((40 + 2))\r',
  })
  await expect.poll(() => window.text()).toMatch(/^42$/m)
  expect(window.closed).toBeUndefined()
}

describe('a thousand connections', () => {
  it('leave no more windows than allowed, and harm neither the talk nor a speaker who reloads', async () => {
    server = await startTestServer([{}], { maxWindows: 8 })
    const presenter = await openReady()
    const granted: TestWindow[] = []
    const refused: number[] = []
    for (let batch = 0; batch < 20; batch++) {
      await Promise.all(Array.from({ length: 50 }, async () => {
        try {
          granted.push(await TestWindow.open(server, 'audience'))
        }
        catch (error) {
          refused.push(Number(/\d{3}/.exec(String(error))?.[0]))
        }
      }))
    }
    expect(granted).toHaveLength(8)
    expect(refused).toHaveLength(992)
    expect(new Set(refused)).toEqual(new Set([503]))
    await expectUnharmed(presenter)
    presenter.socket.terminate()
    await expectUnharmed(await openReady())
    await expect.poll(() => server.connections()).toBe(9)
  })

  it('free their places when they end', async () => {
    server = await startTestServer([{}], { maxWindows: 2 })
    for (let round = 0; round < 20; round++) {
      const windows = await Promise.all([
        TestWindow.open(server),
        TestWindow.open(server),
      ])
      expect(await handshake(server, { token: server.tokens.presenter })).toBe(503)
      for (const { socket } of windows)
        socket.terminate()
      await expect.poll(() => server.connections()).toBe(0)
    }
  })
})

describe('a window that says too much', () => {
  it.each<[string, number, string]>([
    ['nonsense', 2_000, '{'],
    [
      'acks',
      20_000,
      JSON.stringify({
        type: 'ack',
        demo,
        pane: 'host',
        chars: Number.MAX_SAFE_INTEGER,
      }),
    ],
    [
      'clicks',
      2_000,
      JSON.stringify({ type: 'advance', demo, to: 1 }),
    ],
    [
      'resets',
      100,
      JSON.stringify({ type: 'reset', demo }),
    ],
    [
      'the same question',
      100,
      JSON.stringify({ type: 'open', demo }),
    ],
    [
      'input',
      800,
      JSON.stringify({
        type: 'input',
        demo,
        pane: 'other',
        data: 'x'.repeat(4096),
      }),
    ],
  ])('is cut off before others notice: %s', async (_, frames, frame) => {
    server = await startTestServer()
    const presenter = await openReady()
    const flooding = await openReady()
    for (let sent = 0; sent < frames; sent++)
      flooding.socket.send(frame)
    await expect.poll(() => flooding.closed).toBe(1008)
    await expect.poll(() => presenter.last('session')).toMatchObject({ state: 'ready' })
    await expectUnharmed(presenter)
    expect(server.machines[0]!.calls.filter(call => call === 'restore').length).toBeLessThan(30)
  })

  it('cannot make the server draw screens without end', async () => {
    server = await startTestServer()
    const flooding = await openReady('audience')
    for (let sent = 0; sent < 500; sent++) {
      flooding.send({ type: 'close', demo })
      flooding.send({ type: 'open', demo })
    }
    await expect.poll(() => flooding.closed).toBe(1008)
    expect(flooding.count('screen')).toBeLessThan(100)
  })

  it('is not one that pastes half a megabyte, or turns pages as fast as it can', async () => {
    server = await startTestServer()
    const window = await openReady()
    window.send({
      type: 'input',
      demo,
      pane: 'other',
      data: 'cat > /dev/null\r',
    })
    for (let sent = 0; sent < 128; sent++) {
      window.send({
        type: 'input',
        demo,
        pane: 'other',
        data: `${'x'.repeat(80)}\n`.repeat(50),
      })
    }
    for (let page = 0; page < 5; page++) {
      window.send({ type: 'close', demo })
      window.send({ type: 'open', demo })
    }
    await expectUnharmed(window)
    window.send({
      type: 'input',
      demo,
      pane: 'other',
      data: '\x03',
    })
    // Not ^C: the caret was seen to be missing, most likely gone with the output that the signal flushes.
    await expect.poll(() => window.text('other')).toMatch(/x\s?\^?\s?C?\s*vm:~#$/)
  })
})

describe('a window that is gone without having said so', () => {
  it('is let go after two pings, and a living one is not', async () => {
    server = await startTestServer([{}], { pingEvery: 1_000 })
    const [stopped, living] = [await openReady(), await openReady()]
    stopped.socket.pause()
    expect(await server.connections()).toBe(2)
    await expect.poll(() => server.connections()).toBe(1)
    await expectUnharmed(living)
  })
})
