import type { TestServer } from '../../fixtures/test-server.ts'
import { Buffer } from 'node:buffer'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MAX_FRAME_BYTES, MAX_INPUT_CHARS } from '../../../scripts/protocol/messages.ts'
import { startTestServer } from '../../fixtures/test-server.ts'
import { TestWindow } from '../../fixtures/test-window.ts'

let server: TestServer
let window: TestWindow
beforeEach(async () => {
  server = await startTestServer()
  window = await TestWindow.open(server)
  window.send({ type: 'open', demo: 'test-demo' })
  await expect.poll(() => window.last('session')?.state).toBe('ready')
})
afterEach(() => server.close())

/** The window still gets what it types. */
async function expectUnharmed(survivor = window): Promise<void> {
  survivor.send({
    type: 'input',
    demo: 'test-demo',
    pane: 'host',
    data: 'echo $((40 + 2))\r',
  })
  await expect.poll(() => survivor.text()).toMatch(/^42$/m)
}

describe('a frame', () => {
  it.each<[string, string | Buffer]>([
    ['no JSON', 'open'],
    ['nothing', ''],
    ['cut off', '{"type":"open","demo":"te'],
    ['an array', '[{"type":"open","demo":"test-demo"}]'],
    ['null', 'null'],
    [
      'nested to the limit',
      '['.repeat(MAX_FRAME_BYTES),
    ],
    ['a deep object', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['without a type', '{"demo":"test-demo"}'],
    ['of an inherited type', '{"type":"constructor","demo":"test-demo"}'],
    ['of a type named __proto__', '{"type":"__proto__","demo":"test-demo"}'],
    ['with a property too many', '{"type":"open","demo":"test-demo","command":"id"}'],
    ['with a number for a demo', '{"type":"open","demo":1}'],
    ['with a path for a demo', '{"type":"open","demo":"../../etc/passwd"}'],
    ['with a slash in the demo', '{"type":"open","demo":"test-demo/../test-demo"}'],
    ['with a file name for a demo', '{"type":"open","demo":"test-demo.ts"}'],
    ['with an inherited name for a demo', '{"type":"open","demo":"__proto__"}'],
    [
      'with an endless demo',
      JSON.stringify({
        type: 'open',
        demo: 'a'.repeat(60_000),
      }),
    ],
    ['with a path for a pane', '{"type":"input","demo":"test-demo","pane":"../host","data":"id\\r"}'],
    [
      'with too much input',
      JSON.stringify({
        type: 'input',
        demo: 'test-demo',
        pane: 'host',
        data: 'x'.repeat(MAX_INPUT_CHARS + 1),
      }),
    ],
    ['with a negative ack', '{"type":"ack","demo":"test-demo","pane":"host","chars":-1}'],
    ['with a fraction of a step', '{"type":"advance","demo":"test-demo","to":0.5}'],
    ['with more steps than a demo can have', '{"type":"advance","demo":"test-demo","to":1e9}'],
    [
      'binary',
      Buffer.from('{"type":"reset","demo":"test-demo"}'),
    ],
  ])('that is no message is refused and changes nothing: %s', async (_, frame) => {
    const { state, step, source } = window.last('session')!
    window.socket.send(frame, { binary: typeof frame !== 'string' })
    await expect.poll(() => window.last('refused')).toEqual({ type: 'refused', request: 'message', reason: 'not a message of this protocol' })
    await expectUnharmed()
    expect(window.last('session')).toMatchObject({ state, step, source })
    expect(window.text()).not.toContain('xxx')
    expect(server.machines).toHaveLength(1)
  })

  it.each<[string, object, RegExp]>([
    [
      'an unknown demo',
      { type: 'open', demo: 'no-such-demo' },
      /no demo "no-such-demo".*test-demo/,
    ],
    [
      'a demo of an inherited name',
      { type: 'open', demo: 'constructor' },
      /no demo "constructor"/,
    ],
    [
      'an unknown pane',
      {
        type: 'input',
        demo: 'test-demo',
        pane: 'no-such-pane',
        data: 'id\r',
      },
      /no pane "no-such-pane"/,
    ],
    [
      'a pane of an inherited name',
      {
        type: 'input',
        demo: 'test-demo',
        pane: 'constructor',
        data: 'id\r',
      },
      /no pane "constructor"/,
    ],
    [
      'a demo it does not show',
      { type: 'reset', demo: 'no-such-demo' },
      /does not show/,
    ],
  ])('about %s is refused in words', async (_, message, reason) => {
    window.socket.send(JSON.stringify(message))
    await expect.poll(() => window.last('refused')?.reason).toMatch(reason)
    await expectUnharmed()
    expect(server.machines).toHaveLength(1)
  })

  it('leaves object prototypes alone, whatever its keys', async () => {
    window.socket.send('{"type":"ack","demo":"test-demo","pane":"constructor","chars":1,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')
    window.socket.send('{"type":"ack","type":"reset","demo":"test-demo","demo":"other-demo"}')
    await expect.poll(() => window.last('refused')?.request).toBe('reset')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    await expectUnharmed()
  })

  it('that breaks WebSocket itself ends its own window with the right code, and no other', async () => {
    const other = await TestWindow.open(server)
    other.socket.send('x'.repeat(MAX_FRAME_BYTES + 1))
    await expect.poll(() => other.closed).toBe(1009)

    const badText = await TestWindow.open(server)
    badText.socket.send(Buffer.from([0x22, 0xFF, 0xFE, 0x22]), { binary: false })
    await expect.poll(() => badText.closed).toBe(1007)

    const fragments = await TestWindow.open(server)
    for (let sent = 0; sent <= MAX_FRAME_BYTES; sent += 1024)
      fragments.socket.send('x'.repeat(1024), { fin: false })
    await expect.poll(() => fragments.closed).toBe(1009)
    await expectUnharmed()
  })
})
