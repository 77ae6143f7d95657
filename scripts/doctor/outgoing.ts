import type { Socket } from 'node:net'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'

/** Channel on which Node announces every socket that is to connect somewhere. */
const CHANNEL = 'net.client.socket'

const LOOPBACK = /^(?:127\.|::1$|localhost$|::ffff:127\.)/

/** What this process asks of other computers while it is watched. */
export interface Outgoing {
  /** Names and addresses, each once. */
  readonly hosts: ReadonlySet<string>
  stop: () => void
}

export function watchOutgoing(): Outgoing {
  const hosts = new Set<string>()
  const note = (host: string): void => {
    if (!LOOPBACK.test(host))
      hosts.add(host)
  }
  const listener = (message: unknown): void => {
    const { socket } = message as { socket: Socket }
    socket.on('lookup', (_error, _address, _family, host) => note(host))
    socket.on('connectionAttempt', note)
  }
  subscribe(CHANNEL, listener)
  return {
    hosts,
    stop: () => void unsubscribe(CHANNEL, listener),
  }
}
