import type { Talk } from '../../../scripts/server/open-talk.ts'
import type { Target } from '../../fixtures/attacks/attack.ts'
import type { RawAnswer, RawRequest } from '../../fixtures/attacks/raw-request.ts'
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { LocalMachine } from '../../../scripts/bench/local-machine.ts'
import { findDeck } from '../../../scripts/deck/find-deck.ts'
import { MAX_FRAME_BYTES, SOCKET_PATH } from '../../../scripts/protocol/messages.ts'
import { openTalk } from '../../../scripts/server/open-talk.ts'
import { freePort } from '../../../scripts/system/free-port.ts'
import { projectRoot, slidesFolder } from '../../../scripts/system/project-paths.ts'
import { pageHeaders, socketHeaders } from '../../fixtures/attacks/attack.ts'
import { sendRaw } from '../../fixtures/attacks/raw-request.ts'
import { misledRequests, requestAttacks } from '../../fixtures/attacks/request-attacks.ts'
import { socketAttacks } from '../../fixtures/attacks/socket-attacks.ts'

/** Starting Vite and Slidev, on a busy computer. */
const START_MS = 90_000
/** What a computer's list of users begins with. */
const SECRETS = /root:x:0|"devDependencies"|const wsToken/
let talk: Talk
let target: Target

/** The server as the talk has it: Slidev, Vite and terminals on one port. */
beforeAll(async () => {
  const port = await freePort()
  talk = await openTalk({
    entry: await findDeck(slidesFolder, 'meetup'),
    port,
    machine: {
      kind: 'embedded',
      description: 'on a test machine',
      create: () => new LocalMachine(),
    },
  })
  const tokenOf = (url: string): string => new URL(url).searchParams.get('token')!
  const host = `127.0.0.1:${port}`
  const presenter = tokenOf(talk.urls.presenter)
  const page = await sendRaw(port, {
    method: 'GET',
    target: `/1?token=${presenter}`,
    headers: [
      ['Host', host],
    ],
  })
  const cookie = /^set-cookie: ([^;]+)/im.exec(page.text)![1]!
  const client = await fetch(`http://${host}/@vite/client`, {
    headers: { cookie },
  })
  target = {
    port,
    host,
    origin: `http://${host}`,
    cookie,
    presenter,
    audience: tokenOf(talk.urls.audience),
    viteToken: /wsToken = "([^"]+)"/.exec(await client.text())![1]!,
    file: join(projectRoot, 'package.json'),
  }
}, START_MS)
afterAll(() => talk.close())

async function send(request: Partial<RawRequest>): Promise<RawAnswer> {
  return await sendRaw(target.port, {
    method: 'GET',
    target: '/',
    headers: [],
    ...request,
    ...request.headers && {
      headers: request.headers.some(([name]) => name === 'Upgrade')
        ? request.headers
        : [
            ...request.headers,
            ['Connection', 'close'],
          ],
    },
  }, { whole: true })
}

describe('the talk\'s server', () => {
  it.each(requestAttacks)('refuses: %s', async (_, request, refusal) => {
    const answer = await send(request(target))
    expect(answer.text).not.toMatch(SECRETS)
    expect(answer.status).toBe(refusal)
  })

  it.each(misledRequests)('answers with a page of the deck, and nothing of the file: %s', async (path) => {
    const answer = await send({
      target: path,
      headers: pageHeaders(target, { Origin: null }),
    })
    expect(answer.text).not.toMatch(SECRETS)
    expect(answer.text).toContain('<div id="app">')
  })

  it.each(socketAttacks)('grants no socket: %s', async (_, request, refusal) => {
    expect((await send(request(target))).status).toBe(refusal)
  })

  it('grants its own pages all of that', async () => {
    const open = async (request: RawRequest): Promise<number> => (await sendRaw(target.port, request)).status
    const GET = {
      method: 'GET',
      headers: pageHeaders(target, { Origin: null }),
    }
    for (const path of [
      '/1',
      '/presenter/1',
      '/__slidev/slides/1.json',
      '/@vite/client',
      '/@server-reactive/nav',
      `/@fs${target.file}`,
    ])
      expect([path, await open({ ...GET, target: path })]).toEqual([path, 200])
    expect(await open({
      method: 'POST',
      target: '/@server-reactive/nav',
      headers: pageHeaders(target, { 'X-Deck-Token': target.presenter }),
      body: '{"patch":{}}',
    })).toBe(200)
    for (const protocol of ['vite-hmr', 'vite-ping']) {
      expect(await open({
        method: 'GET',
        target: `/?token=${target.viteToken}`,
        headers: socketHeaders(target, { 'Sec-WebSocket-Protocol': protocol }),
      })).toBe(101)
    }
    for (const token of [target.presenter, target.audience]) {
      expect(await open({
        method: 'GET',
        target: `${SOCKET_PATH}?token=${token}`,
        headers: socketHeaders(target, { 'Sec-WebSocket-Protocol': null }),
      })).toBe(101)
    }
  })
})

/** What a window may do that was let in, and then turns hostile; and how it is cut off (RFC 6455, 7.4.1; 1006: without a word). */
const frameAttacks: readonly (readonly [attack: string, act: (socket: WebSocket) => void, closed: number])[] = [
  [
    'a frame larger than allowed',
    socket => socket.send('x'.repeat(MAX_FRAME_BYTES + 1)),
    1009,
  ],
  [
    'a message in pieces that is larger than allowed',
    (socket) => {
      for (let piece = 0; piece < 10; piece++)
        socket.send('x'.repeat(MAX_FRAME_BYTES / 4), { fin: false })
    },
    1009,
  ],
  [
    'a flood of pings',
    (socket) => {
      for (let ping = 0; ping < 5_000; ping++)
        socket.ping()
    },
    1006,
  ],
  [
    'a flood of nonsense',
    (socket) => {
      for (let frame = 0; frame < 5_000; frame++)
        socket.send('{')
    },
    1008,
  ],
  [
    'text that is no UTF-8',
    socket => socket.send(Buffer.from([0xC3, 0x28]), { binary: false }),
    1007,
  ],
  [
    'a frame without a mask',
    socket => socket.send('{}', { mask: false }),
    1002,
  ],
]

describe('a window that was let in', () => {
  it.each(frameAttacks)('is cut off after %s', async (_, act, closed) => {
    const socket = new WebSocket(`ws://${target.host}${SOCKET_PATH}?token=${target.audience}`, {
      perMessageDeflate: false,
      headers: { Origin: target.origin },
    })
    socket.on('error', () => { /* The close code tells. */ })
    await once(socket, 'open')
    const end = once(socket, 'close')
    act(socket)
    expect((await end)[0]).toBe(closed)
  })
})
