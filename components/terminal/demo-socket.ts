import type { ShallowRef } from 'vue'
import type { ClientMessage, Role, ServerMessage } from '../../scripts/protocol/messages.ts'
import * as v from 'valibot'
import { shallowRef } from 'vue'
import { serverMessage } from '../../scripts/protocol/messages.ts'
import { reconnectDelay } from './reconnect-delay.ts'

/** The server's close code for a token it does not know. Where it answers with HTTP 401 instead, browsers report 1006 like for any failure. */
const TOKEN_REFUSED = 4401

/**
 * `idle` before the first use, `connecting` until the server's welcome, `open` after it, `lost` between attempts after a connection
 * that worked, `refused` when no connection has ever worked: no token, a stale one, or no server.
 */
export type SocketState = 'idle' | 'connecting' | 'open' | 'lost' | 'refused'

export interface DemoSocketOptions {
  /** Address of the socket for a token. */
  url: (token: string) => string
  /** Tokens worth trying, best first; asked anew before every attempt. */
  tokens: () => string[]
  /** The server let this window in. */
  onWelcome?: (token: string, role: Role) => void
  /** Subscribes to signs that trying again is worthwhile now: back online, visible again, a new token. @default never */
  onWake?: (retry: () => void) => void
}

/** One WebSocket that keeps itself connected, shared by everything in a window that talks to the demo server. */
export interface DemoSocket {
  readonly state: Readonly<ShallowRef<SocketState>>
  /** What this window may do; undefined before the first welcome. */
  readonly role: Readonly<ShallowRef<Role | undefined>>
  /** On which machine demos run, for people: "on …"; undefined before the first welcome. */
  readonly machine: Readonly<ShallowRef<string | undefined>>
  /** Connects, unless that is under way or done. */
  connect: () => void
  /** Sends if connected; what is said while disconnected is void, because `onOpen` says everything that still holds. */
  send: (message: ClientMessage) => void
  /** Called with every message after the welcome. */
  onMessage: (listener: (message: ServerMessage) => void) => void
  /** Called after every welcome. */
  onOpen: (listener: () => void) => void
}

/** Makes the socket; nothing is connected yet. It lives as long as its window. */
export function createDemoSocket(options: DemoSocketOptions): DemoSocket {
  const state = shallowRef<SocketState>('idle')
  const role = shallowRef<Role>()
  const machine = shallowRef<string>()
  const messageListeners: ((message: ServerMessage) => void)[] = []
  const openListeners: (() => void)[] = []
  const refusedTokens = new Set<string>()
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let everOpen = false

  function attempt(): void {
    clearTimeout(timer)
    const tokens = options.tokens().filter(token => !refusedTokens.has(token))
    // Without a token there is nothing to try; a wake-up asks again.
    if (tokens.length === 0) {
      state.value = 'refused'
      return
    }
    // A refusal over HTTP looks like any failure, so every failure moves on to the next token.
    const token = tokens[failures % tokens.length]!
    if (state.value === 'idle')
      state.value = 'connecting'
    const mine = new WebSocket(options.url(token))
    socket = mine
    let welcomed = false
    mine.addEventListener('message', ({ data }) => {
      if (mine !== socket)
        return
      const message = parse(data)
      if (message?.type === 'welcome') {
        welcomed = true
        everOpen = true
        failures = 0
        role.value = message.role
        machine.value = message.machine
        state.value = 'open'
        options.onWelcome?.(token, message.role)
        openListeners.forEach(listener => listener())
      }
      else if (message) {
        messageListeners.forEach(listener => listener(message))
      }
    })
    mine.addEventListener('close', ({ code }) => {
      if (mine !== socket)
        return
      socket = undefined
      if (code === TOKEN_REFUSED)
        refusedTokens.add(token)
      failures = welcomed
        ? 1
        : failures + 1
      state.value = everOpen ? 'lost' : 'refused'
      timer = setTimeout(attempt, reconnectDelay(failures))
    })
  }

  function retry(): void {
    if (state.value !== 'idle' && !socket)
      attempt()
  }

  return {
    state,
    role,
    machine,
    connect() {
      if (state.value !== 'idle')
        return
      options.onWake?.(retry)
      attempt()
    },
    send(message) {
      if (state.value === 'open' && socket?.readyState === WebSocket.OPEN)
        socket.send(JSON.stringify(message))
    },
    onMessage: listener => void messageListeners.push(listener),
    onOpen: listener => void openListeners.push(listener),
  }
}

function parse(data: unknown): ServerMessage | undefined {
  try {
    return v.parse(serverMessage, JSON.parse(String(data)))
  }
  catch (error) {
    // The server is newer or broken; one message less is better than no terminal.
    console.warn('A message of the demo server was not understood.', error)
    return undefined
  }
}
