import type { Duplex } from 'node:stream'
import { Buffer } from 'node:buffer'
import { STATUS_CODES } from 'node:http'

/** Answers a request for a socket with an HTTP status, and lets go of the connection. */
export function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  // Half-closing is not enough: a client that never closes its half would keep the socket.
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(reason)}\r\n\r\n${reason}`)
}
