import type { Router } from 'vue-router'

/** Query parameter of the address that `npm start` prints. */
const PARAMETER = 'token'
const STORAGE_KEY = 'cbu-demo-token'

/** Where a token can come from, best first. */
export interface TokenSources {
  /** The page's own address. */
  address: string | null | undefined
  /** What this window was opened with, before a reload. */
  session: string | null | undefined
  /** What a presenter's window of this browser was let in with. */
  local: string | null | undefined
}

/** The tokens worth trying, in order, each once. */
export function tokenCandidates({ address, session, local }: TokenSources): string[] {
  return [
    ...new Set([address, session, local].filter(token => typeof token === 'string' && token !== '')),
  ] as string[]
}

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
  write(() => sessionStorage, token)
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
    address: undefined,
    session: read(() => sessionStorage),
    local: read(() => localStorage),
  })
}

/** Remembers a token that the server took, for reloads, and a presenter's one for windows that Slidev's own buttons open. */
export function keepToken(token: string, { presenter }: { presenter: boolean }): void {
  write(() => sessionStorage, token)
  if (presenter)
    write(() => localStorage, token)
}

function read(storage: () => Storage): string | null {
  try {
    return storage().getItem(STORAGE_KEY)
  }
  catch {
    // Storage is blocked in this browser: the address has to bring the token on every load.
    return null
  }
}

function write(storage: () => Storage, token: string): void {
  try {
    storage().setItem(STORAGE_KEY, token)
  }
  catch {
    // As above.
  }
}
