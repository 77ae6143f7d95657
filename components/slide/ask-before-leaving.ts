/** Milliseconds within which a reload that Vite asks for has happened. */
const LEAVING_MS = 1_000

/** Until then, in milliseconds of `performance.now()`, leaving the page is meant. */
let meantUntil = 0

// Vite reloads the page for a change that it cannot bring in, and when its server is back; there may be no one to answer.
import.meta.hot?.on('vite:beforeFullReload', () => meantUntil = performance.now() + LEAVING_MS)
import.meta.hot?.on('vite:ws:disconnect', () => meantUntil = Number.POSITIVE_INFINITY)

/** Has the browser ask before the window is closed, reloaded or left, whenever `asks` says so. Returns what ends it. */
export function askBeforeLeaving(asks: () => boolean = () => true): () => void {
  function ask(event: BeforeUnloadEvent): void {
    if (performance.now() > meantUntil && asks())
      event.preventDefault()
  }
  addEventListener('beforeunload', ask)
  return () => removeEventListener('beforeunload', ask)
}
