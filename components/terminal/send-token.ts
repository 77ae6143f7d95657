import { TOKEN_HEADER } from '../../scripts/protocol/token.ts'
import { storedTokens } from './window-token.ts'

/**
 * Lets the server see which window asks: whatever the page asks its own server for by `fetch` carries the window's tokens. The cookie
 * cannot tell, for all windows of a browser share it; and Slidev's own requests, which turn pages and change slides, know no token.
 */
export function sendTokenAlong(): void {
  const { fetch } = window
  window.fetch = (input, init) => {
    const request = new Request(input, init)
    if (new URL(request.url).origin === location.origin)
      request.headers.set(TOKEN_HEADER, storedTokens().join(' '))
    return fetch(request)
  }
}
