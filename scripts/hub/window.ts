import type { Disposable } from '../base/event.ts'
import type { Session } from '../engine/session.ts'
import type { ClientMessage, ClientMessageType, Role, ServerMessage } from '../protocol/messages.ts'
import type { Expectant } from './expected-demos.ts'
import type { SessionHub, Viewer } from './session-hub.ts'
import type { SharedScroll } from './shared-scroll.ts'
import * as v from 'valibot'
import { errorMessage } from '../base/error-message.ts'
import { clientMessage } from '../protocol/messages.ts'
import { createExpectant } from './create-expectant.ts'
import { GatheredPaste } from './gathered-paste.ts'
import { MessageBudget } from './message-budget.ts'
import { ShownDemo } from './shown-demo.ts'

/** A window shows one demo, and for a moment two while slides change. */
const MAX_OPEN_DEMOS = 4

/** What a message costs of a window's budget where it is not the usual 1: acknowledgements and scrolling come often. */
const CHEAP = 0.1
/** Makes the server draw whole screens, or the machine start over: ten a second at most. */
const EXPENSIVE = 50

export interface WindowOptions {
  role: Role
  hub: SessionHub
  /** Shown to the window: which machine runs the demos. */
  machine: string
  /** Takes a message to the window. */
  send: (message: ServerMessage) => void
}

/** A demo that the window wants to show, and what it asked for while there was no room. */
interface OpenDemo {
  viewer: Viewer
  /** The demo's figure is to be kept fresh. */
  watched: boolean
  /** Steps that are to be done once there is room. */
  step: number
  /** What there is to show; undefined while the window waits. */
  shown?: ShownDemo
}

/** One browser window: what it shows, what it may do, and how far it has read. How messages travel is its maker's business. */
export class Window implements Disposable {
  readonly #role: Role
  readonly #hub: SessionHub
  readonly #send: (message: ServerMessage) => void
  readonly #open = new Map<string, OpenDemo>()
  readonly #budget = new MessageBudget()
  readonly #pasted = new GatheredPaste()
  #expectant: Expectant & Disposable | undefined

  /** What each message does and costs. Those marked `presenter` are refused to everybody else. */
  readonly #handlers = {
    open: {
      role: 'audience',
      cost: EXPENSIVE,
      handle: ({ demo }) => this.#openDemo(demo),
    },
    close: {
      role: 'audience',
      cost: 1,
      handle: ({ demo }) => this.#closeDemo(demo),
    },
    expect: {
      role: 'presenter',
      cost: EXPENSIVE,
      handle: ({ demo, soon }) => this.#expect(demo, soon),
    },
    unexpect: {
      role: 'presenter',
      cost: 1,
      handle: () => this.#unexpect(),
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
      cost: CHEAP,
      handle: ({ demo, pane, chars }) => this.#open.get(demo)?.shown?.acknowledge(pane, chars),
    },
    advance: {
      role: 'presenter',
      cost: 1,
      handle: ({ demo, to }) => this.#advance(demo, to),
    },
    reset: {
      role: 'presenter',
      cost: EXPENSIVE,
      handle: ({ demo }) => this.#reset(demo),
    },
    back: {
      role: 'presenter',
      cost: EXPENSIVE,
      handle: ({ demo, to }) => this.#shown(demo).session.back(to),
    },
    seek: {
      role: 'presenter',
      cost: EXPENSIVE,
      handle: ({ demo, to }) => this.#shown(demo).session.seek(to),
    },
    switch: {
      role: 'presenter',
      cost: EXPENSIVE,
      handle: ({ demo, source }) => this.#shown(demo).session.switchTo(source),
    },
    scroll: {
      role: 'presenter',
      cost: CHEAP,
      handle: ({ demo, pane, up }) => this.#shown(demo).scroll.set({ pane, up, by: this }),
    },
    input: {
      role: 'presenter',
      cost: 1,
      handle: ({ demo, pane, data }) => this.#writable(demo, pane).speaker.keys(pane, data),
    },
    paste: {
      role: 'presenter',
      cost: 1,
      handle: message => this.#paste(message),
    },
    edit: {
      role: 'presenter',
      cost: 1,
      handle: message => this.#edit(message),
    },
    save: {
      role: 'presenter',
      cost: 1,
      handle: message => this.#save(message),
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
    this.#unexpect()
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
      this.#refuse(message.type, errorMessage(error))
    }
  }

  #openDemo(id: string): void {
    if (this.#open.has(id))
      return
    if (this.#open.size >= MAX_OPEN_DEMOS)
      throw new Error(`a window shows at most ${MAX_OPEN_DEMOS} demos at once; close one first`)
    const viewer: Viewer = {
      role: this.#role,
      show: (session, scroll) => this.#show(id, session, scroll),
      wait: reason => this.#wait(id, reason),
    }
    this.#open.set(id, { viewer, watched: false, step: 0 })
    try {
      this.#hub.enter(id, viewer)
    }
    catch (error) {
      this.#open.delete(id)
      throw error
    }
  }

  #show(id: string, session: Session, scroll: SharedScroll): void {
    const open = this.#opened(id)
    open.shown = new ShownDemo({
      demo: id,
      session,
      scroll,
      by: this,
      send: this.#send,
    })
    open.shown.begin()
    if (open.watched)
      open.shown.watch()
    session.advance(open.step)
    open.step = 0
  }

  /** The demo comes later: the hub calls `#show` again. */
  #wait(id: string, reason: string): void {
    const open = this.#opened(id)
    if (this.#role === 'presenter')
      open.step = open.shown?.session.status.step ?? 0
    hide(open)
    this.#send({ type: 'waiting', demo: id, reason })
  }

  #expect(id: string, soon: boolean): void {
    const expectant = createExpectant(id, this.#send)
    this.#hub.expect(id, soon, expectant)
    // Afterwards: it may have been the same demo, whose machine is to stay.
    this.#unexpect()
    this.#expectant = expectant
  }

  #unexpect(): void {
    if (!this.#expectant)
      return
    this.#hub.unexpect(this.#expectant)
    this.#expectant.dispose()
    this.#expectant = undefined
  }

  #watch(id: string): void {
    const open = this.#opened(id)
    open.watched = true
    open.shown?.watch()
  }

  #unwatch(id: string): void {
    const open = this.#open.get(id)
    if (!open)
      return
    open.watched = false
    open.shown?.unwatch()
  }

  #closeDemo(id: string): void {
    const open = this.#open.get(id)
    if (!open)
      return
    this.#open.delete(id)
    hide(open)
    this.#hub.leave(id, open.viewer)
  }

  #advance(id: string, to: number): void {
    const open = this.#opened(id)
    if (open.shown)
      open.shown.session.advance(to)
    else
      open.step = Math.max(open.step, to)
  }

  #reset(id: string): void {
    const open = this.#opened(id)
    open.step = 0
    void open.shown?.session.reset()
  }

  #paste(message: Extract<ClientMessage, { type: 'paste' }>): void {
    const { demo, pane } = message
    const session = this.#writable(demo, pane)
    const text = this.#pasted.take(message)
    if (text !== undefined)
      session.speaker.paste(pane, text).catch((error: unknown) => this.#refuse('paste', errorMessage(error)))
  }

  #edit({ demo, pane, version, from, to, insert }: Extract<ClientMessage, { type: 'edit' }>): void {
    const shown = this.#shown(demo)
    const file = shown.file(pane)
    try {
      shown.session.speaker.edit(pane, { version, from, to, insert }, this)
    }
    catch (error) {
      // The window shows its edit already.
      shown.sendFile(file, 'refused')
      throw error
    }
  }

  #save({ demo, pane }: Extract<ClientMessage, { type: 'save' }>): void {
    const shown = this.#shown(demo)
    shown.session.speaker.save(shown.file(pane).options.name).catch((error: unknown) => this.#refuse('save', errorMessage(error)))
  }

  #writable(id: string, pane: string): Session {
    const { session } = this.#shown(id)
    if (!session.panes.has(pane))
      throw new Error(`demo "${id}" has no pane "${pane}"`)
    return session
  }

  #opened(id: string): OpenDemo {
    const open = this.#open.get(id)
    if (!open)
      throw new Error(`this window does not show demo "${id}"`)
    return open
  }

  /** A window can act only on what it shows, so that an unseen machine stays unseen and suspended. */
  #shown(id: string): ShownDemo {
    const { shown } = this.#opened(id)
    if (!shown)
      throw new Error(`demo "${id}" still waits for a machine`)
    return shown
  }

  #refuse(request: string, reason: string): void {
    this.#send({ type: 'refused', request, reason })
  }
}

/** Takes everything of the demo from the window. */
function hide(open: OpenDemo): void {
  open.shown?.dispose()
  delete open.shown
}
