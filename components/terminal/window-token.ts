import type { Router } from 'vue-router'
import type { Role } from '../../scripts/protocol/messages.ts'
import { claimedRole } from '../../scripts/protocol/token.ts'
import { readStored, writeStored } from './web-storage.ts'

/** Query parameter of the address that `npm start` prints. */
const PARAMETER = 'token'
/** In the window's own storage: the token it was opened with. In the browser's: the latest of each role, as `cbu-demo-token-presenter`. */
const STORAGE_KEY = 'cbu-demo-token'

/** Where a token can come from. */
export interface TokenSources {
  /** What this window was opened with, or let in with before. */
  own: string | null | undefined
  /** By role: what a window of this browser was let in with last. */
  latest: Partial<Record<Role, string | null>>
}

/**
 * The tokens worth trying, in order, each once. A window stays what it was opened for, whatever other windows of its browser may do:
 * only one that was opened without a token, as by Slidev's own buttons, takes the presenter's.
 */
export function tokenCandidates({ own, latest }: TokenSources): string[] {
  const role = own
    ? claimedRole(own)
    : undefined
  const others = own
    ? [role && latest[role]]
    : [latest.presenter, latest.audience]
  return [
    ...new Set([own, ...others].filter(token => typeof token === 'string' && token !== '')),
  ] as string[]
}

/** What the window's token is, where the browser keeps no storage for it: then the address has to bring it on every load. */
let held: string | null = null
let watched: Router | undefined

/**
 * Moves the token from the address bar into this window's session storage, so that it is not on the projector, in screenshots or in
 * copied links; now, and whenever a navigation that began earlier brings it back. Call in `setup` or later; more calls do no harm.
 */
export function takeTokenFromAddress(router: Router): void {
  takeToken(router)
  if (watched !== router)
    router.afterEach(() => takeToken(router))
  watched = router
}

/**
 * Works on the history entry and the route in place. Navigating to the same address without the parameter would be simpler, but Slidev
 * tells every navigation to all windows, so that a window still loading would take the others back to its own page.
 */
function takeToken(router: Router): void {
  const address = new URL(location.href)
  const token = address.searchParams.get(PARAMETER)
  // Slidev carries the route's parameters along when it turns pages.
  delete router.currentRoute.value.query[PARAMETER]
  if (token === null)
    return
  keepOwn(token)
  address.searchParams.delete(PARAMETER)
  // vue-router keeps the entry's path in its state too, and writes it back into the address when it leaves the entry.
  const state = history.state as { current?: string } | null
  history.replaceState({
    ...state,
    current: withoutToken(state?.current ?? router.currentRoute.value.fullPath),
  }, '', address)
}

function withoutToken(path: string): string {
  const url = new URL(path, location.origin)
  url.searchParams.delete(PARAMETER)
  return url.pathname + url.search + url.hash
}

/** The tokens this window may try now; read anew each time, because another window may have been let in meanwhile. */
export function storedTokens(): string[] {
  return tokenCandidates({
    own: ownToken(),
    latest: {
      presenter: readStored(() => localStorage, latestKey('presenter')),
      audience: readStored(() => localStorage, latestKey('audience')),
    },
  })
}

/** The window was opened to watch, and is never to become more. */
export function isWatchOnly(): boolean {
  const own = ownToken()
  return own !== null && claimedRole(own) !== 'presenter'
}

/** Remembers a token that the server took: for reloads of this window, and for others of the same role. */
export function keepToken(token: string, role: Role): void {
  keepOwn(token)
  writeStored(() => localStorage, latestKey(role), token)
}

function ownToken(): string | null {
  return readStored(() => sessionStorage, STORAGE_KEY) ?? held
}

function keepOwn(token: string): void {
  held = token
  writeStored(() => sessionStorage, STORAGE_KEY, token)
}

function latestKey(role: Role): string {
  return `${STORAGE_KEY}-${role}`
}
