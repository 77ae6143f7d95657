import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Tokens } from './tokens.ts'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { isOwnHost } from './check-upgrade.ts'
import { roleOfToken } from './tokens.ts'

/** Endpoints of Slidev for agents: they write slides and turn pages, and a talk needs none of that. */
const CLOSED = /^\/__mcp\b/i
/** Reading these does something: Vite opens the named file in the speaker's editor. */
const ACTING = /^\/__open-in-editor\b/i
/** A key of Slidev's shared state. A path in it (`__proto__/…`) would be followed into objects that are not Slidev's. */
const STATE_REQUEST = /^\/@server-(?:ref|reactive)\//
const STATE_KEY = /^\/@server-(?:ref|reactive)\/(?:sync|nav|drawings|snapshots)(?:\?|$)/
/** Seconds that a browser keeps the cookie: a day of rehearsal and talk, also over a crash of the browser. */
const COOKIE_SECONDS = 24 * 60 * 60

export interface DeckGuardOptions {
  /** Port of the deck. */
  port: number
  tokens: Tokens
}

/** What a request to the deck gets: passage (undefined), or an HTTP status with the reason. */
export type DeckVerdict = { status: 403, reason: string } | undefined

/** A middleware in the form that Vite's server takes. */
export type DeckGuard = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/**
 * Slidev's development server lets everybody write: slides (which are code that runs in the deck's pages, next to the terminals'
 * token), the shared position, drawings. So before it sees a request:
 * - `Host` and what browsers say about a request's origin (`Origin`, `Sec-Fetch-Site`) are checked. Against other pages in the speaker's browser.
 * - Writing needs a cookie that only a page opened with the presenter's token was given. Against other users and programs of this computer.
 */
export function createDeckGuard(options: DeckGuardOptions): DeckGuard {
  return (request, response, next) => {
    const verdict = checkDeckRequest(request, options)
    if (verdict) {
      response.writeHead(verdict.status, { 'content-type': 'text/plain' }).end(verdict.reason)
      return
    }
    if (isPresenterAddress(request, options.tokens))
      response.setHeader('set-cookie', `${cookieName(options.port)}=${cookieValue(options.tokens)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${COOKIE_SECONDS}`)
    next()
  }
}

/** Decides about a request to the deck from its head alone. */
export function checkDeckRequest(request: IncomingMessage, { port, tokens }: DeckGuardOptions): DeckVerdict {
  const { method = 'GET', url = '/', headers } = request
  if (!isOwnHost(headers.host, port))
    return refusal('this host name is not served here')
  if (isForeign(request))
    return refusal('only pages of this deck may ask for this')
  // A proxy's form of request line (`GET http://…`) would be routed by its path all the same.
  if (!url.startsWith('/') || CLOSED.test(url))
    return refusal('not served during a talk')
  const reads = (method === 'GET' || method === 'HEAD') && !ACTING.test(url)
  if (reads)
    return undefined
  if (!hasCookie(request, cookieName(port), cookieValue(tokens)))
    return refusal('only presenter windows may change the deck; open the address that npm start printed')
  return STATE_REQUEST.test(url) && !STATE_KEY.test(url)
    ? refusal('the deck shares no such state')
    : undefined
}

/** Whether a page of another origin caused the request. Following a link to the deck is all that such a page may do. */
function isForeign({ method, headers }: IncomingMessage): boolean {
  if (headers.origin !== undefined && headers.origin.toLowerCase() !== `http://${headers.host!.toLowerCase()}`)
    return true
  const site = headers['sec-fetch-site']
  const followsLink = method === 'GET' && headers['sec-fetch-mode'] === 'navigate'
  return (site === 'cross-site' || site === 'same-site') && !followsLink
}

function isPresenterAddress({ method, url = '/' }: IncomingMessage, tokens: Tokens): boolean {
  const token = /[?&]token=([\w-]+)/.exec(url)?.[1]
  return method === 'GET' && token !== undefined && roleOfToken(tokens, token) === 'presenter'
}

/** Cookies are shared by all ports of a host. */
function cookieName(port: number): string {
  return `deck-${port}`
}

/** Derived from the token but worthless in its place, because other servers on this computer get to see cookies. */
function cookieValue(tokens: Tokens): string {
  return createHmac('sha256', tokens.presenter).update('deck').digest('base64url')
}

function hasCookie({ headers }: IncomingMessage, name: string, value: string): boolean {
  const prefix = `${name}=`
  return (headers.cookie ?? '').split('; ').some(each => each.startsWith(prefix) && isSame(each.slice(prefix.length), value))
}

function isSame(text: string, secret: string): boolean {
  const digest = (each: string): Uint8Array => createHmac('sha256', secret).update(each).digest()
  return timingSafeEqual(digest(text), digest(secret))
}

function refusal(reason: string): DeckVerdict {
  return { status: 403, reason }
}
