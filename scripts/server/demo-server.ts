import type { Buffer } from 'node:buffer'
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { SessionHubOptions } from '../hub/session-hub.ts'
import type { Role } from '../protocol/messages.ts'
import type { Tokens } from './tokens.ts'
import { WebSocketServer } from 'ws'
import { SessionHub } from '../hub/session-hub.ts'
import { MAX_FRAME_BYTES } from '../protocol/messages.ts'
import { checkUpgrade, isTerminalSocket } from './check-upgrade.ts'
import { refuseUpgrade } from './refuse-upgrade.ts'
import { SocketWindow } from './socket-window.ts'

/** Windows of one role at once. A talk has three; the rest is room for forgotten tabs. */
const DEFAULT_MAX_WINDOWS = 32
/** A window that does not answer for this long is gone. Browsers answer by themselves, also for tabs in the background. */
const DEFAULT_PING_MS = 30_000
/** Milliseconds within which an upgrade must have been answered. */
const DEFAULT_UPGRADE_MS = 10_000

export interface DemoServerOptions extends SessionHubOptions {
  /** The HTTP server that serves the deck; terminals share its port and origin. */
  httpServer: Server
  /** The port it listens on. */
  port: number
  tokens: Tokens
  /**
   * Windows of one role at once. Counted apart, so that watchers cannot keep the speaker out.
   * @default 32
   */
  maxWindows?: number
  /**
   * Milliseconds between two pings to every window.
   * @default 30_000
   */
  pingEvery?: number
  /**
   * Milliseconds within which an upgrade that is not for the terminal socket must have been answered.
   * @default 10_000
   */
  upgradeTimeout?: number
}

export interface DemoServer {
  readonly hub: SessionHub
  /** Ends every window, session and machine, and leaves the HTTP server as it was. */
  close: () => Promise<void>
}

/** Adds the terminal socket to a deck's HTTP server. Other upgrades are left to Vite. */
export function createDemoServer({ httpServer, port, tokens, maxWindows = DEFAULT_MAX_WINDOWS, pingEvery = DEFAULT_PING_MS, upgradeTimeout = DEFAULT_UPGRADE_MS, ...hubOptions }: DemoServerOptions): DemoServer {
  const hub = new SessionHub(hubOptions)
  const windows = new Map<SocketWindow, Role>()
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })

  function takeUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // There may be no other listener yet, or ever, and an error without a listener ends the process.
    socket.on('error', () => {})
    if (!isTerminalSocket(request))
      return dropUnanswered(request.socket, upgradeTimeout)
    const verdict = checkUpgrade(request, { port, tokens })
    if ('status' in verdict)
      return refuseUpgrade(socket, verdict.status, verdict.reason)
    const { role } = verdict
    if ([
      ...windows.values(),
    ].filter(each => each === role).length >= maxWindows) {
      return refuseUpgrade(socket, 503, `there are already ${maxWindows} windows; close some`)
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      const window = new SocketWindow({
        socket: accepted,
        role,
        hub,
        machine: hubOptions.machine.description,
      })
      windows.set(window, role)
      accepted.on('close', () => windows.delete(window))
    })
  }

  // Registered ahead of Vite, which answers at once: only a listener that has seen the socket before can tell whether it was answered.
  httpServer.prependListener('upgrade', takeUpgrade)

  const heartbeat = setInterval(() => {
    for (const window of windows.keys())
      window.checkAlive()
  }, pingEvery)

  return {
    hub,
    close: async () => {
      clearInterval(heartbeat)
      httpServer.off('upgrade', takeUpgrade)
      for (const client of sockets.clients)
        client.close(1001, 'the server stops')
      sockets.close()
      await hub.close()
      for (const client of sockets.clients)
        client.terminate()
    },
  }
}

/** Node's own timeouts end where an upgrade begins: a request that no upgrade listener wants would keep its socket for ever. */
function dropUnanswered(socket: Socket, milliseconds: number): void {
  const { bytesWritten } = socket
  const timer = setTimeout(() => socket.bytesWritten === bytesWritten && socket.destroy(), milliseconds)
  socket.once('close', () => clearTimeout(timer))
}
