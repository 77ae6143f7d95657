import type { HotPayload, Plugin } from 'vite'
import { STYLE_SHEET } from '../protocol/style-sheet.ts'

/** Milliseconds without a new one after which windows are told of a change of the style sheet. */
const QUIET_MS = 200
/** Milliseconds that they wait for it at most. */
const PATIENCE_MS = 1_000

/**
 * Tells windows of changes of the deck's one style sheet when there are no more to come for a moment. UnoCSS has one after every module that it has
 * read, every window then fetches all of it, and the server makes it anew for each: while the first windows of a deck are compiled, that is most of
 * what is done. Everything else is told at once.
 */
export function createCalmStyleUpdates(): Plugin {
  return {
    name: 'calm-style-updates',
    configureServer({ ws }) {
      const send = ws.send.bind(ws) as (payload: HotPayload | string, data?: unknown) => void
      const tell = gather<HotPayload>(send)
      ws.send = (payload: HotPayload | string, data?: unknown) => {
        if (typeof payload === 'object' && isStyleUpdate(payload))
          tell(payload)
        else
          send(payload, data)
      }
    },
  }
}

function isStyleUpdate(payload: HotPayload): boolean {
  return payload.type === 'update' && payload.updates.length > 0 && payload.updates.every(({ path }) => STYLE_SHEET.test(path))
}

/** Calls `act` with the latest of the values that come soon after each other. */
function gather<T>(act: (latest: T) => void): (value: T) => void {
  let since: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  return (value) => {
    const now = performance.now()
    since ??= now
    clearTimeout(timer)
    timer = setTimeout(() => {
      since = undefined
      act(value)
    }, Math.min(QUIET_MS, Math.max(0, since + PATIENCE_MS - now)))
  }
}
