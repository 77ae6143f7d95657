import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DemoSocket } from '../../../components/terminal/demo-socket.ts'
import type { ServerMessage } from '../../../scripts/protocol/messages.ts'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createDemoSession } from '../../../components/terminal/demo-session.ts'
import { createDemoSocket } from '../../../components/terminal/demo-socket.ts'

const servers: WebSocketServer[] = []

/** As in browsers, a refused handshake ends with `close`, which Node 22's own does not tell, and an error that nobody listens to is nothing. */
class BrowserSocket extends WebSocket {
  constructor(url: string) {
    super(url)
    this.on('error', () => {})
  }
}

beforeAll(() => vi.stubGlobal('WebSocket', BrowserSocket))

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.clients.forEach(client => client.terminate())
    server.close()
  }
})

afterAll(() => vi.unstubAllGlobals())

interface Fixture {
  port: number
  /** Every message of every window, in order. */
  received: unknown[]
  say: (message: ServerMessage | string) => void
  drop: () => void
}

/** A server that lets in the token `good` and answers every other with close code 4401, or with HTTP 401. */
async function serve({ refuseByHttp = false } = {}): Promise<Fixture> {
  const tokenOf = (url: string): string | null => new URL(url, 'ws://x').searchParams.get('token')
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    verifyClient: ({ req }: { req: IncomingMessage }) => !refuseByHttp || tokenOf(req.url!) === 'good',
  })
  servers.push(server)
  const received: unknown[] = []
  server.on('connection', (socket, request) => {
    if (tokenOf(request.url!) !== 'good')
      return socket.close(4401)
    socket.on('message', data => received.push(JSON.parse(String(data))))
    socket.send(JSON.stringify({ type: 'welcome', role: 'presenter', machine: 'none' } satisfies ServerMessage))
  })
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    received,
    say: message => server.clients.forEach(client => client.send(typeof message === 'string'
      ? message
      : JSON.stringify(message))),
    drop: () => server.clients.forEach(client => client.terminate()),
  }
}

function connect({ port }: Fixture, tokens: string[]): { socket: DemoSocket, kept: string[] } {
  const kept: string[] = []
  const socket = createDemoSocket({
    url: token => `ws://127.0.0.1:${port}/?token=${token}`,
    tokens: () => tokens,
    onWelcome: token => kept.push(token),
  })
  socket.connect()
  return { socket, kept }
}

describe('a window\'s socket', () => {
  it('is open once the server has welcomed it', async () => {
    const { socket, kept } = connect(await serve(), ['good'])
    expect(socket.state.value).toBe('connecting')
    await vi.waitUntil(() => socket.state.value === 'open')
    expect(socket.role.value).toBe('presenter')
    expect(kept).toEqual(['good'])
  })

  it.each([false, true])('goes on to the next token when one is refused (by HTTP: %s)', async (refuseByHttp) => {
    const { socket, kept } = connect(await serve({ refuseByHttp }), ['stale', 'good'])
    await vi.waitUntil(() => socket.state.value === 'open', { timeout: 20_000 })
    expect(kept).toEqual(['good'])
  })

  it('is refused without a token, and with a stale one', async () => {
    const server = await serve()
    expect(connect(server, []).socket.state.value).toBe('refused')
    const { socket } = connect(server, ['stale'])
    await vi.waitUntil(() => socket.state.value === 'refused')
  })

  it('comes back after it was dropped', async () => {
    const server = await serve()
    const { socket } = connect(server, ['good'])
    await vi.waitUntil(() => socket.state.value === 'open')
    server.drop()
    await vi.waitUntil(() => socket.state.value === 'lost')
    await vi.waitUntil(() => socket.state.value === 'open', { timeout: 20_000 })
  })

  it('survives what it does not understand', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const server = await serve()
    const { socket } = connect(server, ['good'])
    const heard: string[] = []
    socket.onMessage(({ type }) => heard.push(type))
    await vi.waitUntil(() => socket.state.value === 'open')
    server.say('{"type":"from-the-future"}')
    server.say('no JSON')
    server.say({ type: 'refused', request: 'reset', reason: 'no' })
    await vi.waitUntil(() => heard.length === 1)
    expect(heard).toEqual(['refused'])
    expect(warn).toHaveBeenCalledTimes(2)
    warn.mockRestore()
  })
})

describe('a window\'s session', () => {
  it('opens the demo, asks for the slide\'s step, and never goes back', async () => {
    const server = await serve()
    const { socket } = connect(server, ['good'])
    const session = createDemoSession('demo', socket)
    session.stand(2)
    session.enter()
    await vi.waitUntil(() => server.received.length === 2)
    session.stand(1)
    session.stand(3)
    session.leave()
    session.stand(4)
    await vi.waitUntil(() => server.received.length === 4)
    expect(server.received).toEqual([
      { type: 'open', demo: 'demo' },
      { type: 'advance', demo: 'demo', to: 2 },
      { type: 'advance', demo: 'demo', to: 3 },
      { type: 'close', demo: 'demo' },
    ])
  })

  it('leaves it to the window it follows to ask for a step', async () => {
    const server = await serve()
    const { socket } = connect(server, ['good'])
    const session = createDemoSession('demo', socket)
    session.enter()
    session.follow(1)
    session.stand(2)
    await vi.waitUntil(() => server.received.length === 2)
    expect(server.received).toEqual([
      { type: 'open', demo: 'demo' },
      { type: 'advance', demo: 'demo', to: 2 },
    ])
  })

  it('opens again what is shown after the connection was lost', async () => {
    const server = await serve()
    const { socket } = connect(server, ['good'])
    const session = createDemoSession('demo', socket)
    session.enter()
    await vi.waitUntil(() => server.received.length === 1)
    server.drop()
    await vi.waitUntil(() => server.received.length === 2, { timeout: 20_000 })
    expect(server.received[1]).toEqual({ type: 'open', demo: 'demo' })
  })

  it('is closed when the last component has left, and gets fresh screens for each that comes', async () => {
    const server = await serve()
    const { socket } = connect(server, ['good'])
    const session = createDemoSession('demo', socket)
    await vi.waitUntil(() => socket.state.value === 'open')
    session.enter()
    session.enter()
    session.leave()
    session.leave()
    await vi.waitUntil(() => server.received.length === 4)
    expect(server.received.map(message => (message as { type: string }).type)).toEqual(['open', 'close', 'open', 'close'])
  })

  it('gives screens and output to its terminals and acknowledges what they parsed', async () => {
    const server = await serve()
    const { socket } = connect(server, ['good'])
    const session = createDemoSession('demo', socket)
    const shown: string[] = []
    session.attach('host', {
      screen: ({ data }) => shown.push(`screen ${data}`),
      output: (data, parsed) => {
        shown.push(`output ${data.length}`)
        parsed()
      },
      scroll: up => shown.push(`scroll ${up}`),
    })
    session.enter()
    await vi.waitUntil(() => server.received.length === 1)
    server.say({
      type: 'screen',
      demo: 'demo',
      pane: 'host',
      columns: 80,
      rows: 20,
      data: 'hello',
    })
    server.say({
      type: 'output',
      demo: 'other',
      pane: 'host',
      data: 'not mine',
    })
    server.say({
      type: 'output',
      demo: 'demo',
      pane: 'host',
      data: 'x'.repeat(6_000),
    })
    await vi.waitUntil(() => server.received.length === 2)
    expect(shown).toEqual(['screen hello', 'output 6000'])
    expect(server.received[1]).toEqual({
      type: 'ack',
      demo: 'demo',
      pane: 'host',
      chars: 6_000,
    })
  })
})
