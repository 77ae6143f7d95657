import type { Disposable } from '../base/event.ts'
import type { ClientMessage, ClientMessageType, Role, ServerMessage } from '../protocol/messages.ts'
import type { Expectant } from './expected-demos.ts'
import type { SessionHub } from './session-hub.ts'
import * as v from 'valibot'
import { errorMessage } from '../base/error-message.ts'
import { clientMessage } from '../protocol/messages.ts'
import { createExpectant } from './create-expectant.ts'
import { GatheredPaste } from './gathered-paste.ts'
import { MessageBudget } from './message-budget.ts'
import { OpenDemos } from './open-demos.ts'

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

/** One browser window: what it shows, what it may do, and how far it has read. How messages travel is its maker's business. */
export class Window implements Disposable {
  readonly #role: Role
  readonly #hub: SessionHub
  readonly #send: (message: ServerMessage) => void
  readonly #open: OpenDemos
  readonly #budget = new MessageBudget()
  readonly #pasted = new GatheredPaste()
  #expectant: Expectant & Disposable | undefined

  /** What each message does and costs. Those marked `presenter` are refused to everybody else. */
  readonly #handlers = {
    open: {
      role: 'audience',
      cost: EXPENSIVE,
      handle: ({ demo }) => this.#open.open(demo),
    },
    close: {
      role: 'audience',
      cost: 1,
      handle: ({ demo }) => this.#open.close(demo),
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
      handle: ({ demo }) => this.#open.watch(demo),
    },
    unwatch: {
      role: 'audience',
      cost: 1,
      handle: ({ demo }) => this.#open.unwatch(demo),
    },
    ack: {
      role: 'audience',
      cost: CHEAP,
      handle: ({ demo, pane, chars }) => this.#open.acknowledge(demo, pane, chars),
    },
    advance: {
      role: 'presenter',
      cost: 1,
      handle: ({ demo, to }) => this.#open.advance(demo, to),
    },
    reset: {
      role: 'presenter',
      cost: EXPENSIVE,
      handle: ({ demo }) => this.#open.reset(demo),
    },
    back: {
      role: 'presenter',
      cost: EXPENSIVE,
      handle: ({ demo, to }) => this.#open.shown(demo).session.back(to),
    },
    seek: {
      role: 'presenter',
      cost: EXPENSIVE,
      handle: ({ demo, to }) => this.#open.shown(demo).session.seek(to),
    },
    switch: {
      role: 'presenter',
      cost: EXPENSIVE,
      handle: ({ demo, source }) => this.#open.shown(demo).session.switchTo(source),
    },
    scroll: {
      role: 'presenter',
      cost: CHEAP,
      handle: ({ demo, pane, up }) => this.#open.shown(demo).scroll.set({ pane, up, by: this }),
    },
    input: {
      role: 'presenter',
      cost: 1,
      handle: ({ demo, pane, data }) => this.#open.writable(demo, pane).speaker.keys(pane, data),
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
    this.#open = new OpenDemos({
      role,
      hub,
      by: this,
      send,
    })
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
    this.#open.dispose()
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

  #paste(message: Extract<ClientMessage, { type: 'paste' }>): void {
    const { demo, pane } = message
    const session = this.#open.writable(demo, pane)
    const text = this.#pasted.take(message)
    if (text !== undefined)
      session.speaker.paste(pane, text).catch((error: unknown) => this.#refuse('paste', errorMessage(error)))
  }

  #edit({ demo, pane, version, from, to, insert }: Extract<ClientMessage, { type: 'edit' }>): void {
    const shown = this.#open.shown(demo)
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
    const shown = this.#open.shown(demo)
    shown.session.speaker.save(shown.file(pane).options.name).catch((error: unknown) => this.#refuse('save', errorMessage(error)))
  }

  #refuse(request: string, reason: string): void {
    this.#send({ type: 'refused', request, reason })
  }
}
