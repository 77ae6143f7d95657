import type { SampleNews } from '../engine/sampler.ts'
import type { Session } from '../engine/session.ts'
import type { Disposable } from '../machines/machine.ts'
import type { ClientMessage, ClientMessageType, Role, ServerMessage } from '../protocol/messages.ts'
import type { SessionHub } from './session-hub.ts'
import * as v from 'valibot'
import { clientMessage } from '../protocol/messages.ts'
import { MessageBudget } from './message-budget.ts'
import { PaneFeed } from './pane-feed.ts'

/** A window shows one demo, and for a moment two while slides change. */
const MAX_OPEN_DEMOS = 4

/** What a message costs of a window's budget where it is not the usual 1. */
const LITTLE = 0.1
/** Makes the server draw whole screens, or the machine start over: ten a second at most. */
const MUCH = 50

export interface WindowOptions {
  role: Role
  hub: SessionHub
  /** Shown to the window: which machine runs the demos. */
  machine: string
  /** Takes a message to the window. */
  send: (message: ServerMessage) => void
}

interface OpenDemo {
  session: Session
  feeds: Map<string, PaneFeed>
  listeners: Disposable[]
  /** Ends the window's watching of the demo's figure, while it does. */
  watching?: Disposable[]
}

/** One browser window: what it shows, what it may do, and how far it has read. How messages travel is its maker's business. */
export class Window implements Disposable {
  readonly #role: Role
  readonly #hub: SessionHub
  readonly #send: (message: ServerMessage) => void
  readonly #open = new Map<string, OpenDemo>()
  readonly #budget = new MessageBudget()

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
    watch: {
      role: 'audience',
      cost: 1,
      handle: ({ demo }) => this.#watch(demo),
    },
    unwatch: {
      role: 'audience',
      cost: 1,
      handle: ({ demo }) => this.#unwatch(demo),
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
    seek: {
      role: 'presenter',
      cost: MUCH,
      handle: ({ demo, to }) => this.#shown(demo).session.seek(to),
    },
    switch: {
      role: 'presenter',
      cost: MUCH,
      handle: ({ demo, source }) => this.#shown(demo).session.switchTo(source),
    },
    input: {
      role: 'presenter',
      cost: 1,
      handle: ({ demo, pane, data }) => this.#input(demo, pane, data),
    },
  } satisfies { [Type in ClientMessageType]: { role: Role, cost: number, handle: (message: Extract<ClientMessage, { type: Type }>) => void } }

  constructor({ role, hub, machine, send }: WindowOptions) {
    this.#role = role
    this.#hub = hub
    this.#send = send
    send({ type: 'welcome', role, machine })
  }

  /**
   * Takes what the window said, parsed or not (`undefined` for what was no JSON), and how many characters that were.
   * False when the window says more than anybody could: it is to be cut off.
   */
  receive(said: unknown, chars: number): boolean {
    const parsed = v.safeParse(clientMessage, said)
    const cost = parsed.success
      ? this.#handlers[parsed.output.type].cost
      : 1
    if (!this.#budget.spend(cost, chars))
      return false
    this.#answer(parsed)
    return true
  }

  /** The window is gone. */
  dispose(): void {
    for (const id of [
      ...this.#open.keys(),
    ])
      this.#closeDemo(id)
  }

  #answer(parsed: v.SafeParseResult<typeof clientMessage>): void {
    if (!parsed.success) {
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

  #watch(id: string): void {
    const shown = this.#shown(id)
    if (shown.watching)
      return
    const send = (news: SampleNews): void => this.#send({ type: 'sample', demo: id, ...news })
    const { session } = shown
    shown.watching = [
      session.onSample(send),
      session.watch(),
    ]
    for (const sample of session.samples)
      send(sample)
  }

  #unwatch(id: string): void {
    const shown = this.#open.get(id)
    shown?.watching?.forEach(each => each.dispose())
    delete shown?.watching
  }

  #closeDemo(id: string): void {
    const shown = this.#open.get(id)
    if (!shown)
      return
    this.#unwatch(id)
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
}
