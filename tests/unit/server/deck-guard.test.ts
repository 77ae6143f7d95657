import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDeckGuard } from '../../../scripts/server/deck-guard.ts'
import { createTokens } from '../../../scripts/server/tokens.ts'

const tokens = createTokens()
let server: Server
let port: number
let cookie: string

interface Answer { status: number, cookie: string | undefined }

async function ask(path: string, { method = 'GET', headers = {} }: { method?: string, headers?: Record<string, string> } = {}): Promise<Answer> {
  const asked = request({
    host: '127.0.0.1',
    port,
    path,
    method,
    headers: { host: `127.0.0.1:${port}`, ...headers },
  })
  asked.end(method === 'POST'
    ? '{"data":1}'
    : undefined)
  const [answer] = await once(asked, 'response')
  answer.resume()
  return { status: answer.statusCode, cookie: answer.headers['set-cookie']?.[0] }
}

/** What browsers send along with a page's own requests. */
const own = (): Record<string, string> => ({ 'origin': `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' })

function wrongCookies(): string[] {
  return [
    '',
    'deck=1',
    cookie.slice(0, -1),
    `${cookie}x`,
    `deck-${port}=${tokens.presenter}`,
    `x${cookie}`,
  ]
}

beforeAll(async () => {
  server = createServer((incoming, response) => createDeckGuard({ port, tokens })(incoming, response, () => response.end('Slidev')))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
  cookie = (await ask(`/presenter/1?token=${tokens.presenter}`)).cookie!.split(';')[0]!
})
afterAll(() => server.close())

describe('the guard of the deck', () => {
  it.each([
    '/',
    '/1?clicks=2',
    '/@vite/client',
    '/@server-reactive/nav',
    '/__slidev/slides/1.json',
  ])('lets browsers that were let in read %s, and nobody else', async (path) => {
    expect(await ask(path, {
      headers: { cookie },
    })).toEqual({ status: 200, cookie: undefined })
    expect(await ask(path)).toEqual({ status: 401, cookie: undefined })
    for (const wrong of wrongCookies()) {
      expect(await ask(path, {
        headers: { cookie: wrong },
      }), wrong).toMatchObject({ status: 401 })
    }
  })

  it.each([
    '/@server-reactive/nav',
    '/@server-ref/drawings?diff',
    '/@server-ref/blank',
    '/__slidev/slides/1.json',
  ])('lets presenter windows write %s, and nobody else', async (path) => {
    for (const [token, status] of [
      [tokens.presenter, 200],
      [`present-old ${tokens.presenter}`, 200],
      [tokens.audience, 403],
      [`watch-old ${tokens.audience}`, 403],
      ['', 403],
      [`${tokens.presenter}x`, 403],
      [
        tokens.presenter.slice(0, -1),
        403,
      ],
      [`${'x '.repeat(100)}${tokens.presenter}`, 403],
    ] as const) {
      expect(await ask(path, {
        method: 'POST',
        headers: {
          ...own(),
          cookie,
          'x-deck-token': token,
        },
      }), token).toMatchObject({ status })
    }
    for (const wrong of wrongCookies()) {
      expect(await ask(path, {
        method: 'POST',
        headers: {
          ...own(),
          'cookie': wrong,
          'x-deck-token': tokens.presenter,
        },
      }), wrong).toMatchObject({ status: 401 })
    }
    expect(await ask(path, {
      method: 'PUT',
      headers: {
        ...own(),
        cookie,
      },
    })).toMatchObject({ status: 403 })
  })

  it('gives the cookie only to pages opened with a token, out of reach of scripts and other sites', async () => {
    for (const token of Object.values(tokens))
      expect((await ask(`/presenter/1?clicks=1&token=${token}`)).cookie).toMatch(/; HttpOnly; SameSite=Strict;/)
    for (const token of [
      `${tokens.audience}x`,
      `${tokens.presenter}x`,
      '',
      'presenter',
    ])
      expect(await ask(`/presenter/1?token=${token}`)).toEqual({ status: 401, cookie: undefined })
    expect(cookie).not.toContain(tokens.presenter)
    expect(cookie).not.toContain(tokens.audience)
  })

  it.each<[string, Record<string, string>]>([
    [
      'another site\'s',
      { 'origin': 'https://example.com', 'sec-fetch-site': 'cross-site' },
    ],
    [
      'another site\'s, by an old browser',
      { origin: 'https://example.com' },
    ],
    [
      'a sandboxed',
      { origin: 'null' },
    ],
    [
      'another port\'s',
      { 'origin': 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' },
    ],
    [
      'another site\'s form on a',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    ],
    [
      'a rebound',
      { host: 'rebound.example.com' },
    ],
  ])('refuses what %s page writes, even with the cookie', async (_, headers) => {
    expect(await ask('/@server-reactive/nav', {
      method: 'POST',
      headers: { cookie, 'x-deck-token': tokens.presenter, ...headers },
    })).toMatchObject({ status: 403 })
  })

  it('lets other sites link to the deck, but not load from it', async () => {
    expect(await ask('/1', {
      headers: { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    })).toMatchObject({ status: 200 })
    expect(await ask('/@vite/client', {
      headers: { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
    })).toMatchObject({ status: 403 })
    expect(await ask('/1', {
      headers: { cookie, host: `rebound.example.com:${port}` },
    })).toMatchObject({ status: 403 })
  })

  it.each([
    '/@server-reactive/__proto__/polluted',
    '/@server-ref/constructor/prototype/polluted',
    '/@server-reactive/nav/__proto__',
    '/@server-reactive/nav.__proto__',
    '/@server-reactive/nav%2F__proto__',
  ])('lets nobody reach objects behind the shared state by %s', async (path) => {
    expect(await ask(path, {
      method: 'POST',
      headers: { cookie, 'x-deck-token': tokens.presenter },
    })).toMatchObject({ status: 403 })
  })

  it.each([
    '/__mcp',
    '/__mcp/',
    '/__MCP?x',
    'http://127.0.0.1/__mcp',
  ])('keeps Slidev\'s endpoint for agents shut (%s)', async (path) => {
    expect(await ask(path, {
      headers: { cookie },
    })).toMatchObject({ status: 403 })
    expect(await ask(path, {
      method: 'POST',
      headers: { cookie },
    })).toMatchObject({ status: 403 })
  })

  it.each(['/__open-in-editor?file=a', '/__OPEN-IN-EDITOR/?file=a', 'http://127.0.0.1/__open-in-editor?file=a'])('does not let strangers open files in the speaker\'s editor (%s)', async (path) => {
    expect(await ask(path, {
      headers: { cookie },
    })).toMatchObject({ status: 403 })
    expect(await ask(path, {
      headers: { cookie, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    })).toMatchObject({ status: 403 })
  })
})
