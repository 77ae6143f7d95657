import type { TestServer } from '../../fixtures/test-server.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HIGH_WATER_CHARS } from '../../../scripts/protocol/messages.ts'
import { startTestServer } from '../../fixtures/test-server.ts'
import { TestWindow } from '../../fixtures/test-window.ts'

const demo = 'test-demo'
const FLOOD_CHARS = 2_000_000
/** One chunk of a pty may be under way when the high water mark is passed. */
const CHUNK_CHARS = 70_000

let server: TestServer
let reading: TestWindow
beforeEach(async () => {
  server = await startTestServer([
    {
      steps: [
        {
          pane: 'host',
          type: `yes 'all work and no play' | head -c ${FLOOD_CHARS}; echo; echo the end`,
          expect: { output: /the end/ },
        },
      ],
    },
  ])
  reading = await openReady()
})
afterEach(() => server.close())

async function openReady(): Promise<TestWindow> {
  const window = await TestWindow.open(server)
  window.send({ type: 'open', demo })
  await expect.poll(() => window.last('session')?.state).toBe('ready')
  return window
}

async function flood(): Promise<void> {
  reading.send({ type: 'advance', demo, to: 1 })
  await expect.poll(() => reading.last('session')).toMatchObject({ state: 'ready', step: 1 })
  await expect.poll(() => reading.text()).toMatch(/^the end$/m)
}

describe('a flood of output', () => {
  it('costs no memory for a window that reads but never acknowledges', async () => {
    const silent = await openReady()
    silent.acknowledges = false
    const before = silent.received
    await flood()
    expect(silent.received - before).toBeGreaterThan(HIGH_WATER_CHARS)
    expect(silent.received - before).toBeLessThan(HIGH_WATER_CHARS + CHUNK_CHARS)
  })

  it('costs no memory for a window that never reads, and harms no other', async () => {
    const stopped = await openReady()
    const before = stopped.received
    stopped.socket.pause()
    await flood()
    reading.send({
      type: 'input',
      demo,
      pane: 'other',
      data: 'echo $((40 + 2))\r',
    })
    await expect.poll(() => reading.text('other')).toMatch(/^42$/m)
    // All that waited for the window on the way to it.
    stopped.acknowledges = false
    stopped.socket.resume()
    await expect.poll(() => stopped.last('session')).toMatchObject({ state: 'ready', step: 1 })
    expect(stopped.received - before).toBeLessThan(HIGH_WATER_CHARS + CHUNK_CHARS)
  })

  it('ends the window that acknowledges what it does not read, and harms no other', async () => {
    const liar = await openReady()
    liar.socket.pause()
    const lies = setInterval(() => liar.send({
      type: 'ack',
      demo,
      pane: 'host',
      chars: Number.MAX_SAFE_INTEGER,
    }), 1)
    // Six characters each in JSON, so that the limit is near.
    reading.send({
      type: 'input',
      demo,
      pane: 'host',
      data: 'head -c 30000000 /dev/zero | tr "\\0" "\\1"; echo; echo "the" end\r',
    })
    try {
      await expect.poll(() => server.connections()).toBe(1)
    }
    finally {
      clearInterval(lies)
    }
    await expect.poll(() => reading.text()).toMatch(/^the end$/m)
  })

  it('is skipped by a window that fell behind: it gets the present screen as soon as it acknowledges', async () => {
    const late = await openReady()
    late.acknowledges = false
    const screens = late.count('screen')
    await flood()
    expect(late.text()).not.toContain('the end')
    late.send({
      type: 'ack',
      demo,
      pane: 'host',
      chars: late.received,
    })
    await expect.poll(() => late.text()).toMatch(/^the end$/m)
    expect(late.count('screen')).toBe(screens + 1)
    await expect.poll(() => late.everything()).toEqual(reading.everything())
    reading.send({
      type: 'input',
      demo,
      pane: 'host',
      data: 'echo $((40 + 2))\r',
    })
    await expect.poll(() => late.text()).toMatch(/^42$/m)
  })
})
