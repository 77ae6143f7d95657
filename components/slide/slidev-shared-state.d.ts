/** What else of `@slidev/client` the deck's own synchronisation uses, beside `components/terminal/slidev-client.d.ts`. */
import type { SharedState } from './shared-position.ts'

declare module '@slidev/client' {
  /** Without a server, in a built deck, it has none of the members with `$`. */
  export const sharedState: SharedState
}
