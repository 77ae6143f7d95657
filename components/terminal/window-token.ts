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

/**
 * Moves the token from the address bar into this window's session storage, so that it is not on the projector, in screenshots or in
 * copied links. Goes through the router, whose navigations would otherwise carry the parameter along. Safe to call many times.
 */
export function takeTokenFromAddress(router: Router): void {
  const address = new URL(location.href)
  const token = address.searchParams.get(PARAMETER)
  if (token === null)
    return
  write(() => sessionStorage, token)
  address.searchParams.delete(PARAMETER)
  const { [PARAMETER]: _, ...query } = router.currentRoute.value.query
  // In hash mode the parameter stands before the hash, where the router does not look.
  history.replaceState(history.state, '', address)
  void router.replace({ query })
  router.beforeEach(({ path, query: { [PARAMETER]: stale, ...rest } }) => stale === undefined || { path, query: rest, replace: true })
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
