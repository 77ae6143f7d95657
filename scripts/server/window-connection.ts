import type { WebSocket } from 'ws'
import type { Session } from '../engine/session.ts'
import type { Disposable } from '../machines/machine.ts'
import type { ClientMessage, ClientMessageType, Role, ServerMessage } from '../protocol/messages.ts'
import type { SessionHub } from './session-hub.ts'
import * as v from 'valibot'
import { clientMessage } from '../protocol/messages.ts'
import { MessageBudget } from './message-budget.ts'
import { PaneFeed } from './pane-feed.ts'

/** Bytes that may wait in a socket; a window that lets more pile up is gone or hostile and is cut off. */
const MAX_BUFFERED_BYTES = 8 * 1024 * 1024
/** A window shows one demo, and for a moment two while slides change. */
const MAX_OPEN_DEMOS = 4
/** Policy violation (RFC 6455, 7.4.1). */
const TOO_MUCH = 1008

/** What a message costs of a window's budget where it is not the usual 1. */
const LITTLE = 0.1
/** Makes the server draw whole screens, or the machine start over: ten a second at most. */
const MUCH = 50

export interface WindowConnectionOptions {
  socket: WebSocket
  role: Role
  hub: SessionHub
  /** Shown to the window: which machine runs the demos. */
  machine: string
}

interface OpenDemo {
  session: Session
  feeds: Map<string, PaneFeed>
  listeners: Disposable[]
}

/** One browser window on the terminal socket: what it shows, what it may do, and how far it has read. */
export class WindowConnection {
  readonly #socket: WebSocket
  readonly #role: Role
  readonly #hub: SessionHub
  readonly #open = new Map<string, OpenDemo>()
  readonly #budget = new MessageBudget()
  #answeredPing = true

  /** What each message does and costs. Those marked `presenter` are refused to everybody else. */
  readonly #handlers = {
    open: {
      role: 'audience',
      cost: MUCH,
      handle: ({ demo }) => this.#openDemo(demo),
    },
    close: {
      role: 'audience',
      cost: 1,
      handle: ({ demo }) => this.#closeDemo(demo),
    },
    ack: {
      role: 'audience',
      cost: LITTLE,
      handle: ({ demo, pane, chars }) => this.#open.get(demo)?.feeds.get(pane)?.acknowledge(chars),
    },
    advance: {
      role: 'presenter',
      cost: 1,
      handle: ({ demo, to }) => this.#shown(demo).session.advance(to),
    },
    reset: {
      role: 'presenter',
      cost: MUCH,
      handle: ({ demo }) => void this.#shown(demo).session.reset(),
    },
    input: {
      role: 'presenter',
      cost: 1,
      handle: ({ demo, pane, data }) => this.#input(demo, pane, data),
    },
  } satisfies { [Type in ClientMessageType]: { role: Role, cost: number, handle: (message: Extract<ClientMessage, { type: Type }>) => void } }

  constructor({ socket, role, hub, machine }: WindowConnectionOptions) {
    this.#socket = socket
    this.#role = role
    this.#hub = hub
    socket.on('message', (data, isBinary) => this.#receive(data.toString(), isBinary))
    socket.on('close', () => this.#dispose())
    socket.on('pong', () => this.#answeredPing = true)
    // `ws` reports protocol violations (an oversized frame, bad UTF-8) here and then closes by itself with the right code.
    socket.on('error', () => {})
    this.#send({ type: 'welcome', role, machine })
  }

  /** Cuts the window off if it has not answered since the last call: a stopped browser, or the far end of a tunnel that is gone. */
  checkAlive(): void {
    if (!this.#answeredPing)
      return this.#socket.terminate()
    this.#answeredPing = false
    if (this.#socket.readyState === this.#socket.OPEN)
      this.#socket.ping()
  }

  #receive(text: string, isBinary: boolean): void {
    // What comes after our own close frame is void; it must not bring back a session that has just been left.
    if (this.#socket.readyState !== this.#socket.OPEN)
      return
    const parsed = isBinary
      ? undefined
      : v.safeParse(clientMessage, parseJson(text))
    const cost = parsed?.success
      ? this.#handlers[parsed.output.type].cost
      : 1
    if (!this.#budget.spend(cost, text.length)) {
      this.#socket.close(TOO_MUCH, 'too many messages')
      return
    }
    if (!parsed?.success) {
      this.#refuse('message', 'not a message of this protocol')
      return
    }
    const { output: message } = parsed
    const { role, handle } = this.#handlers[message.type]
    if (role === 'presenter' && this.#role !== 'presenter') {
      this.#refuse(message.type, 'this window may only watch')
      return
    }
    try {
      (handle as (message: ClientMessage) => void)(message)
    }
    catch (error) {
      this.#refuse(message.type, error instanceof Error
        ? error.message
        : String(error))
    }
  }

  #openDemo(id: string): void {
    if (this.#open.has(id))
      return
    if (this.#open.size >= MAX_OPEN_DEMOS)
      throw new Error(`a window shows at most ${MAX_OPEN_DEMOS} demos at once; close one first`)
    const session = this.#hub.enter(id, this.#role)
    const feeds = new Map([
      ...session.panes.values(),
    ].map(pane =>
      [
        pane.options.name,
        new PaneFeed(pane, message => this.#send({ ...message, demo: id })),
      ]))
    const listeners = [
      session.onStatus(status => this.#send({ type: 'session', demo: id, ...status })),
      session.onRestart(pane => feeds.get(pane.options.name)?.refresh()),
    ]
    this.#open.set(id, { session, feeds, listeners })
    this.#send({ type: 'session', demo: id, ...session.status })
    for (const feed of feeds.values())
      feed.refresh()
  }

  #closeDemo(id: string): void {
    const shown = this.#open.get(id)
    if (!shown)
      return
    this.#open.delete(id)
    for (const disposable of [
      ...shown.listeners,
      ...shown.feeds.values(),
    ])
      disposable.dispose()
    this.#hub.leave(id)
  }

  #input(id: string, pane: string, data: string): void {
    const { session } = this.#shown(id)
    if (!session.panes.has(pane))
      throw new Error(`demo "${id}" has no pane "${pane}"`)
    session.input(pane, data)
  }

  /** A window can act only on what it shows, so that an unseen machine stays unseen and suspended. */
  #shown(id: string): OpenDemo {
    const shown = this.#open.get(id)
    if (!shown)
      throw new Error(`this window does not show demo "${id}"`)
    return shown
  }

  #refuse(request: string, reason: string): void {
    this.#send({ type: 'refused', request, reason })
  }

  #send(message: ServerMessage): void {
    if (this.#socket.readyState !== this.#socket.OPEN)
      return
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.#socket.terminate()
      return
    }
    this.#socket.send(JSON.stringify(message))
  }

  #dispose(): void {
    for (const id of [
      ...this.#open.keys(),
    ])
      this.#closeDemo(id)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  }
  catch {
    // Anything that is no JSON is refused like any other message that does not fit.
    return undefined
  }
}
