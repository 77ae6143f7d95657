import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { DeckGuardOptions } from './deck-guard.ts'
import { checkSocketOrigin, isTerminalSocket } from './check-upgrade.ts'
import { createDeckGuard, hasDeckCookie } from './deck-guard.ts'
import { refuseUpgrade } from './refuse-upgrade.ts'

/**
 * Puts the guard of the deck before everything that listens on the server's port, whenever it was added: Vite answers some requests
 * ahead of every plugin, and its socket lets in each program that sends no `Origin`, tells it about every change of the deck and its
 * shared state, and prints what it says in the speaker's terminal. The terminal socket, which needs more than the cookie, is checked
 * where it is served (`check-upgrade.ts`).
 */
export function guardServer(server: Server, options: DeckGuardOptions): void {
  const emit = server.emit.bind(server) as (event: string | symbol, ...args: unknown[]) => boolean
  const guard = createDeckGuard(options)
  // Each listener would answer by itself: an event has to be stopped where it begins.
  server.emit = (event: string | symbol, ...args: unknown[]) => {
    if (event === 'upgrade') {
      const [request, socket] = args as [IncomingMessage, Duplex]
      const verdict = checkDeckUpgrade(request, options)
      if (!verdict)
        return emit(event, ...args)
      // The client may be gone already, and an error without a listener ends the process.
      socket.on('error', () => {})
      refuseUpgrade(socket, verdict.status, verdict.reason)
      return true
    }
    if (event === 'request' || event === 'checkContinue' || event === 'checkExpectation') {
      const [request, response] = args as [IncomingMessage, ServerResponse]
      guard(request, response, () => void emit(event, ...args))
      return true
    }
    return emit(event, ...args)
  }
}

function checkDeckUpgrade(request: IncomingMessage, options: DeckGuardOptions): { status: 401 | 403, reason: string } | undefined {
  if (isTerminalSocket(request))
    return undefined
  return checkSocketOrigin(request, options.port) ?? (hasDeckCookie(request, options)
    ? undefined
    : { status: 401, reason: 'this browser has not opened the address that npm start printed' })
}
