import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { SessionHubOptions } from './session-hub.ts'
import type { Tokens } from './tokens.ts'
import { Buffer } from 'node:buffer'
import { STATUS_CODES } from 'node:http'
import { WebSocketServer } from 'ws'
import { MAX_FRAME_BYTES } from '../protocol/messages.ts'
import { checkUpgrade, isTerminalSocket } from './check-upgrade.ts'
import { SessionHub } from './session-hub.ts'
import { WindowConnection } from './window-connection.ts'

/** Windows at once. A talk has three; the rest is room for forgotten tabs. */
const DEFAULT_MAX_WINDOWS = 32

export interface DemoServerOptions extends SessionHubOptions {
  /** The HTTP server that serves the deck; terminals share its port and origin. */
  httpServer: Server
  /** The port it listens on. */
  port: number
  tokens: Tokens
  /** Which machine runs the demos, in words. */
  machine: string
  /** @default 32 */
  maxWindows?: number
}

export interface DemoServer {
  readonly hub: SessionHub
  /** Ends every window, session and machine. */
  close: () => Promise<void>
}

/** Adds the terminal socket to a deck's HTTP server. Other upgrades are left to Vite. */
export function createDemoServer({ httpServer, port, tokens, machine, maxWindows = DEFAULT_MAX_WINDOWS, ...hubOptions }: DemoServerOptions): DemoServer {
  const hub = new SessionHub(hubOptions)
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME_BYTES, perMessageDeflate: false })

  httpServer.on('upgrade', (request, socket: Duplex, head) => {
    if (!isTerminalSocket(request))
      return
    const verdict = checkUpgrade(request, { port, tokens })
    if ('status' in verdict)
      return refuse(socket, verdict.status, verdict.reason)
    if (sockets.clients.size >= maxWindows)
      return refuse(socket, 503, `there are already ${maxWindows} windows; close some`)
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      void new WindowConnection({
        socket: accepted,
        role: verdict.role,
        hub,
        machine,
      })
    })
  })

  return {
    hub,
    close: async () => {
      for (const client of sockets.clients)
        client.close(1001, 'the server stops')
      sockets.close()
      await hub.close()
      for (const client of sockets.clients)
        client.terminate()
    },
  }
}

function refuse(socket: Duplex, status: number, reason: string): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(reason)}\r\n\r\n${reason}`)
}
