import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Tokens } from './tokens.ts'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { TOKEN_HEADER } from '../protocol/token.ts'
import { isOwnHost } from './check-upgrade.ts'
import { roleOfToken } from './tokens.ts'

/** Endpoints of Slidev for agents: they write slides and turn pages, and a talk needs none of that. */
const CLOSED = /^\/__mcp\b/i
/** Reading these does something: Vite opens the named file in the speaker's editor. */
const ACTING = /^\/__open-in-editor\b/i
/** A key of Slidev's shared state. A path in it (`__proto__/…`) would be followed into objects that are not Slidev's. */
const STATE_REQUEST = /^\/@server-(?:ref|reactive)\//
const STATE_KEY = /^\/@server-(?:ref|reactive)\/(?:sync|nav|drawings|snapshots|blank)(?:\?|$)/
/** Tokens that a window may send along: its own, and the latest that its browser knows. */
const MOST_TOKENS = 4
const NO_TOKEN = 'This window is not connected. Open the address that npm start printed; the browser has to take cookies from it.'
/** Seconds after which a window that was refused asks again. */
const LOOK_AGAIN_SECONDS = 3
/** Seconds that a browser keeps the cookie: a day of rehearsal and talk, also over a crash of the browser. */
const COOKIE_SECONDS = 24 * 60 * 60

export interface DeckGuardOptions {
  /** Port of the deck. */
  port: number
  tokens: Tokens
}

/** What a request to the deck gets: passage (undefined), or an HTTP status with the reason. */
export type DeckVerdict = { status: 401 | 403, reason: string } | undefined

/** A middleware: calls `next` for a request that it lets pass, and answers every other. */
export type DeckGuard = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/**
 * Slidev's development server lets everybody read the talk with its notes, and write: slides (which are code that runs in the deck's
 * pages, next to the terminals' token), the shared position, drawings. So before it sees a request:
 * - `Host` and what browsers say about a request's origin (`Origin`, `Sec-Fetch-Site`) are checked. Against other pages in the speaker's browser.
 * - A cookie is needed, which only a page opened with one of the run's tokens was given. Against other users and programs of this computer.
 * - Writing needs the presenter's token itself, from the window that writes. Cookies are shared by all windows of a browser: against
 *   those that are only to watch.
 */
export function createDeckGuard(options: DeckGuardOptions): DeckGuard {
  return (request, response, next) => {
    const verdict = checkDeckRequest(request, options)
    if (verdict) {
      refuse(request, response, verdict)
      return
    }
    if (hasTokenInAddress(request, options.tokens))
      response.setHeader('set-cookie', `${cookieName(options.port)}=${cookieValue(options.tokens)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${COOKIE_SECONDS}`)
    next()
  }
}

/** Decides about a request to the deck from its head alone. */
export function checkDeckRequest(request: IncomingMessage, options: DeckGuardOptions): DeckVerdict {
  const { method = 'GET', url = '/', headers } = request
  if (!isOwnHost(headers.host, options.port))
    return refusal('this host name is not served here')
  if (isForeign(request))
    return refusal('only pages of this deck may ask for this')
  // A proxy's form of request line (`GET http://…`) would be routed by its path all the same.
  if (!url.startsWith('/') || CLOSED.test(url) || climbs(url))
    return refusal('not served during a talk')
  if (!hasDeckCookie(request, options) && !hasTokenInAddress(request, options.tokens))
    return { status: 401, reason: NO_TOKEN }
  const reads = (method === 'GET' || method === 'HEAD') && !ACTING.test(url)
  if (reads)
    return undefined
  if (!isPresenter(request, options.tokens))
    return refusal('only presenter windows may change the deck; open the address that npm start printed')
  return STATE_REQUEST.test(url) && !STATE_KEY.test(url)
    ? refusal('the deck shares no such state')
    : undefined
}

/** Whether the browser has opened a page of this run with one of its tokens. */
export function hasDeckCookie({ headers }: IncomingMessage, { port, tokens }: DeckGuardOptions): boolean {
  const prefix = `${cookieName(port)}=`
  const value = cookieValue(tokens)
  return (headers.cookie ?? '').split('; ').some(each => each.startsWith(prefix) && isSame(each.slice(prefix.length), value))
}

/** Whether a path leads up, in a way that browsers never ask. */
function climbs(url: string): boolean {
  try {
    return /(?:^|[/\\])\.\.(?:[/\\]|$)|\\/.test(decodeURIComponent(url.split('?')[0]!))
  }
  catch {
    // Escapes that are none.
    return true
  }
}

/** Whether a page of another origin caused the request. Following a link to the deck is all that such a page may do. */
function isForeign({ method, headers }: IncomingMessage): boolean {
  if (headers.origin !== undefined && headers.origin.toLowerCase() !== `http://${headers.host!.toLowerCase()}`)
    return true
  const site = headers['sec-fetch-site']
  const followsLink = method === 'GET' && headers['sec-fetch-mode'] === 'navigate'
  return (site === 'cross-site' || site === 'same-site') && !followsLink
}

function hasTokenInAddress({ method, url = '/' }: IncomingMessage, tokens: Tokens): boolean {
  const token = /[?&]token=([\w-]+)/.exec(url)?.[1]
  return method === 'GET' && token !== undefined && roleOfToken(tokens, token) !== undefined
}

/** Whether the window that asks is a presenter's. It may hold a token of an earlier run beside this one's. */
function isPresenter({ headers }: IncomingMessage, tokens: Tokens): boolean {
  const held = headers[TOKEN_HEADER]
  return typeof held === 'string' && held.split(' ').slice(0, MOST_TOKENS).some(token => roleOfToken(tokens, token) === 'presenter')
}

/** Cookies are shared by all ports of a host. */
function cookieName(port: number): string {
  return `deck-${port}`
}

/** Derived from the token but worthless in its place, because other servers on this computer get to see cookies. */
function cookieValue(tokens: Tokens): string {
  return createHmac('sha256', tokens.presenter).update('deck').digest('base64url')
}

function isSame(text: string, secret: string): boolean {
  const digest = (each: string): Uint8Array => createHmac('sha256', secret).update(each).digest()
  return timingSafeEqual(digest(text), digest(secret))
}

function refusal(reason: string): DeckVerdict {
  return { status: 403, reason }
}

/** A window without a token looks again every few seconds: once another one of its browser was opened with it, both show the talk. */
function refuse({ headers }: IncomingMessage, response: ServerResponse, { status, reason }: NonNullable<DeckVerdict>): void {
  const isWindow = status === 401 && headers['sec-fetch-mode'] === 'navigate'
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...isWindow && {
      refresh: String(LOOK_AGAIN_SECONDS),
    },
  }).end(reason)
}
