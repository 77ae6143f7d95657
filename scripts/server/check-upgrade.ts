import type { IncomingMessage } from 'node:http'
import type { Role } from '../protocol/messages.ts'
import type { Tokens } from './tokens.ts'
import { SOCKET_PATH } from '../protocol/messages.ts'
import { roleOfToken } from './tokens.ts'

/** What a request for a terminal socket gets: a role, or an HTTP status with the reason. */
export type UpgradeVerdict = { role: Role } | { status: 401 | 403, reason: string }

/** Names under which a browser on this computer may reach the server. All of them resolve to loopback without DNS. */
const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/** Whether the request is for the terminal socket at all; Vite has one of its own (`guard-server.ts`). */
export function isTerminalSocket(request: IncomingMessage): boolean {
  return pathname(request) === SOCKET_PATH
}

/** Whether a `Host` header names this server. Browsers leave out the port where it is HTTP's own. */
export function isOwnHost(host: string | undefined, port: number): host is string {
  return host !== undefined && loopbackNames.some(name => new URL(`http://${name}:${port}`).host === host.toLowerCase())
}

/**
 * A terminal is root in a machine, so three things must be right, each against another attack:
 * - `Host` is one of ours. Against DNS rebinding: a foreign name that resolves to 127.0.0.1 still stands in `Host`.
 * - `Origin` is the same host. Against any other page in the speaker's browser: WebSockets are not bound by the same-origin
 *   policy, but browsers always send `Origin` and pages cannot forge it. Requests without it are not from a page of ours.
 * - The run's token. Against other users and programs of this computer, who can reach loopback and forge every header.
 */
export function checkUpgrade(request: IncomingMessage, { port, tokens }: { port: number, tokens: Tokens }): UpgradeVerdict {
  const foreign = checkSocketOrigin(request, port)
  if (foreign)
    return foreign
  const token = new URL(request.url ?? '/', 'http://localhost').searchParams.get('token')
  const role = token
    ? roleOfToken(tokens, token)
    : undefined
  return role
    ? { role }
    : { status: 401, reason: 'the token is missing or of another run; open the address that npm start printed' }
}

/** Refuses a socket to whatever is no page of this server; undefined for one that is. */
export function checkSocketOrigin({ headers: { host, origin } }: IncomingMessage, port: number): { status: 403, reason: string } | undefined {
  if (!isOwnHost(host, port))
    return { status: 403, reason: 'this host name is not served here' }
  return origin === undefined || origin.toLowerCase() !== `http://${host.toLowerCase()}`
    ? { status: 403, reason: 'only pages of this server may open sockets' }
    : undefined
}

function pathname(request: IncomingMessage): string | undefined {
  try {
    return new URL(request.url ?? '/', 'http://localhost').pathname
  }
  catch {
    // Not a URL, so not our path. Node passes on whatever stood in the request line.
    return undefined
  }
}
