import type { DemoSocket } from './demo-socket.ts'
import { SOCKET_PATH } from '../../scripts/protocol/messages.ts'
import { createDemoSocket } from './demo-socket.ts'
import { createPageSocket } from './page-socket.ts'
import { keepToken, storedTokens } from './window-token.ts'

let shared: DemoSocket | undefined

/** The window's one connection to the demo server, on a published site to its own. Made at the first call, connected at the first `connect()`. */
export function useDemoSocket(): DemoSocket {
  shared ??= __SLIDEV_HAS_SERVER__
    ? createServerSocket()
    : createPageSocket()
  return shared
}

function createServerSocket(): DemoSocket {
  return createDemoSocket({
    url: socketUrl,
    tokens: storedTokens,
    onWelcome: keepToken,
    onWake(retry) {
      addEventListener('online', retry)
      // Another window was let in, perhaps by a server that has just been restarted.
      addEventListener('storage', retry)
      document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && retry())
    },
  })
}

function socketUrl(token: string): string {
  const url = new URL(SOCKET_PATH, location.origin)
  url.protocol = url.protocol === 'https:'
    ? 'wss:'
    : 'ws:'
  url.searchParams.set('token', token)
  return url.href
}
