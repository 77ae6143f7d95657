import type { Disposable } from '../base/event.ts'
import type { Session } from '../engine/session.ts'
import type { Role, ServerMessage } from '../protocol/messages.ts'
import type { SessionHub } from './session-hub.ts'
import type { SharedScroll } from './shared-scroll.ts'
import type { Viewer } from './shared-session.ts'
import { ShownDemo } from './shown-demo.ts'

/** A window shows one demo, and for a moment two while slides change. */
const MAX_OPEN_DEMOS = 4

export interface OpenDemosOptions {
  role: Role
  hub: SessionHub
  /** The window, as who edits and scrolls. */
  by: unknown
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

/** The demos that one window wants to show: those that it shows, and those that it waits for. */
export class OpenDemos implements Disposable {
  readonly #options: OpenDemosOptions
  readonly #open = new Map<string, OpenDemo>()

  constructor(options: OpenDemosOptions) {
    this.#options = options
  }

  /** Throws what the hub does, and where the window shows as many as it may. */
  open(id: string): void {
    if (this.#open.has(id))
      return
    if (this.#open.size >= MAX_OPEN_DEMOS)
      throw new Error(`a window shows at most ${MAX_OPEN_DEMOS} demos at once; close one first`)
    const { role, hub } = this.#options
    const viewer: Viewer = {
      role,
      show: (session, scroll) => this.#show(id, session, scroll),
      wait: reason => this.#wait(id, reason),
    }
    this.#open.set(id, { viewer, watched: false, step: 0 })
    try {
      hub.enter(id, viewer)
    }
    catch (error) {
      this.#open.delete(id)
      throw error
    }
  }

  close(id: string): void {
    const open = this.#open.get(id)
    if (!open)
      return
    this.#open.delete(id)
    hide(open)
    this.#options.hub.leave(id, open.viewer)
  }

  watch(id: string): void {
    const open = this.#opened(id)
    open.watched = true
    open.shown?.watch()
  }

  unwatch(id: string): void {
    const open = this.#open.get(id)
    if (!open)
      return
    open.watched = false
    open.shown?.unwatch()
  }

  /** The window has read so much of a pane. */
  acknowledge(id: string, pane: string, chars: number): void {
    this.#open.get(id)?.shown?.acknowledge(pane, chars)
  }

  /** Wants steps 1…`to` done, also of a demo that is waited for. */
  advance(id: string, to: number): void {
    const open = this.#opened(id)
    if (open.shown)
      open.shown.session.advance(to)
    else
      open.step = Math.max(open.step, to)
  }

  reset(id: string): void {
    const open = this.#opened(id)
    open.step = 0
    void open.shown?.session.reset()
  }

  /** A window can act only on what it shows, so that an unseen machine stays unseen and suspended. Throws where it shows no such demo. */
  shown(id: string): ShownDemo {
    const { shown } = this.#opened(id)
    if (!shown)
      throw new Error(`demo "${id}" still waits for a machine`)
    return shown
  }

  /** The session of a demo that is shown and has the pane. Throws where there is none. */
  writable(id: string, pane: string): Session {
    const { session } = this.shown(id)
    if (!session.panes.has(pane))
      throw new Error(`demo "${id}" has no pane "${pane}"`)
    return session
  }

  /** The window is gone. */
  dispose(): void {
    for (const id of [
      ...this.#open.keys(),
    ])
      this.close(id)
  }

  #show(id: string, session: Session, scroll: SharedScroll): void {
    const { by, send } = this.#options
    const open = this.#opened(id)
    open.shown = new ShownDemo({
      demo: id,
      session,
      scroll,
      by,
      send,
    })
    open.shown.begin()
    if (open.watched)
      open.shown.watch()
    session.advance(open.step)
    open.step = 0
  }

  /** The demo comes later: the hub calls `#show` again. */
  #wait(id: string, reason: string): void {
    const { role, send } = this.#options
    const open = this.#opened(id)
    if (role === 'presenter')
      open.step = open.shown?.session.status.step ?? 0
    hide(open)
    send({ type: 'waiting', demo: id, reason })
  }

  #opened(id: string): OpenDemo {
    const open = this.#open.get(id)
    if (!open)
      throw new Error(`this window does not show demo "${id}"`)
    return open
  }
}

/** Takes everything of the demo from the window. */
function hide(open: OpenDemo): void {
  open.shown?.dispose()
  delete open.shown
}
