import type { TestServer } from '../../fixtures/test-server.ts'
import type { HandshakeOptions } from '../../fixtures/test-window.ts'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SOCKET_PATH } from '../../../scripts/protocol/messages.ts'
import { startTestServer } from '../../fixtures/test-server.ts'
import { handshake } from '../../fixtures/test-window.ts'

/** Path of a socket that is somebody else's, as Vite's is. */
const ANSWERED = '/answered'
const UPGRADE_TIMEOUT_MS = 200

let server: TestServer
beforeAll(async () => {
  server = await startTestServer([{}], {
    upgradeTimeout: UPGRADE_TIMEOUT_MS,
    onUpgrade: ({ url }, socket) => url!.startsWith(ANSWERED) && socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
  })
})
afterAll(() => server.close())

describe('the terminal socket', () => {
  it.each([
    '127.0.0.1',
    'localhost',
    'LOCALHOST',
    '[::1]',
  ])('opens for a page of this server at %s', async (name) => {
    const host = `${name}:${server.port}`
    for (const token of Object.values(server.tokens))
      expect(await handshake(server, { token, host, origin: `http://${host}` })).toBe(101)
  })

  it.each<[string, number, (own: string) => HandshakeOptions]>([
    [
      'without a token',
      401,
      () => ({ token: undefined }),
    ],
    [
      'with an empty token',
      401,
      () => ({ token: '' }),
    ],
    [
      'with a wrong token',
      401,
      () => ({ token: 'wrong' }),
    ],
    [
      'with a token that is right but for its end',
      401,
      () => ({ token: `${server.tokens.presenter}_` }),
    ],
    [
      'with the beginning of a token',
      401,
      () => ({
        token: server.tokens.presenter.slice(0, -1),
      }),
    ],
    [
      'with the name of a role for a token',
      401,
      () => ({ token: 'presenter' }),
    ],
    [
      'with a property name for a token',
      401,
      () => ({ token: '__proto__' }),
    ],
    [
      'to another page in the speaker\'s browser',
      403,
      () => ({ origin: 'https://example.com' }),
    ],
    [
      'to a page of another port',
      403,
      () => ({ origin: 'http://127.0.0.1:1' }),
    ],
    [
      'to a page whose host only begins like ours',
      403,
      own => ({ origin: `http://${own}.example.com` }),
    ],
    [
      'to a page over HTTPS that we do not serve',
      403,
      own => ({ origin: `https://${own}` }),
    ],
    [
      'to a page of another name of ours',
      403,
      () => ({ origin: `http://localhost:${server.port}` }),
    ],
    [
      'without an Origin',
      403,
      () => ({ origin: null }),
    ],
    [
      'with the Origin of a sandboxed or local page',
      403,
      () => ({ origin: 'null' }),
    ],
    [
      'to a foreign name that leads here (DNS rebinding)',
      403,
      () => ({ host: `rebound.example.com:${server.port}`, origin: `http://rebound.example.com:${server.port}` }),
    ],
    [
      'to our name with another port',
      403,
      () => ({ host: '127.0.0.1:1', origin: 'http://127.0.0.1:1' }),
    ],
    [
      'to our name without the port',
      403,
      () => ({ host: '127.0.0.1', origin: 'http://127.0.0.1' }),
    ],
  ])('is refused %s', async (_, status, options) => {
    expect(await handshake(server, {
      token: server.tokens.presenter,
      ...options(`127.0.0.1:${server.port}`),
    })).toBe(status)
  })

  it('outlives clients that reset the connection at every stage of a refusal', async () => {
    for (const path of [SOCKET_PATH, '/elsewhere']) {
      for (let attempt = 0; attempt < 25; attempt++) {
        const socket = await rawUpgrade(path)
        socket.resetAndDestroy()
      }
    }
    await expect.poll(() => server.connections()).toBe(0)
    expect(await handshake(server, { token: server.tokens.presenter })).toBe(101)
  })

  it.each([SOCKET_PATH, '/elsewhere'])('does not keep the connection of a refused client that never hangs up (%s)', async (path) => {
    const socket = await rawUpgrade(path)
    await expect.poll(() => server.connections()).toBe(0)
    socket.destroy()
  })

  it('leaves alone what somebody else has answered, however long that says nothing more', async () => {
    const socket = await rawUpgrade(ANSWERED)
    await setTimeout(5 * UPGRADE_TIMEOUT_MS)
    expect(await server.connections()).toBe(1)
    socket.destroy()
  })
})

/** An upgrade by hand, from a client that would leave its half of the connection open for ever. */
async function rawUpgrade(path: string): Promise<ReturnType<typeof connect>> {
  const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true })
  socket.on('error', () => { /* The server may be quicker. */ })
  await once(socket, 'connect')
  socket.write([
    `GET ${path}?token=wrong HTTP/1.1`,
    `Host: 127.0.0.1:${server.port}`,
    `Origin: http://127.0.0.1:${server.port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    '',
    '',
  ].join('\r\n'))
  await expect.poll(() => server.connections()).toBeGreaterThan(0)
  return socket
}
