import type { TestServer } from '../../fixtures/test-server.ts'
import { afterEach, describe, expect, it } from 'vitest'
import { startTestServer } from '../../fixtures/test-server.ts'
import { TestWindow } from '../../fixtures/test-window.ts'

const GIBIBYTE = 1024 ** 3
let server: TestServer
afterEach(() => server.close())

const living = (): number => server.machines.filter(({ calls }) => !calls.includes('stop')).length

/** A computer with room for so many machines of a gibibyte, beside what other programs need. */
async function start(room: number): Promise<TestWindow> {
  server = await startTestServer(['demo-a', 'demo-b', 'demo-c'].map(id => ({ id })), {
    memoryBytes: GIBIBYTE,
    freeMemory: () => (1 + room - living()) * GIBIBYTE,
  })
  return await TestWindow.open(server)
}

async function show(window: TestWindow, demo: string): Promise<void> {
  window.send({ type: 'open', demo })
  await expect.poll(() => window.messages.findLast(message => message.type === 'session' && message.demo === demo)).toMatchObject({ state: 'ready' })
}

describe('demos, where memory has room for some machines', () => {
  it('are kept up to that, and the one that nobody shows gives way', async () => {
    const window = await start(2)
    await show(window, 'demo-a')
    await show(window, 'demo-b')
    expect(living()).toBe(2)
    window.send({ type: 'close', demo: 'demo-a' })
    await show(window, 'demo-c')
    await expect.poll(living).toBe(2)
    expect(server.machines[0]!.calls).toContain('stop')
  })

  it('get one machine even where there is no room', async () => {
    const window = await start(0)
    await show(window, 'demo-a')
    expect(living()).toBe(1)
  })
})
