import type { Session } from '../engine/session.ts'
import type { Role } from '../protocol/messages.ts'
import { SharedScroll } from './shared-scroll.ts'

/** A window that shows a demo, or waits for it. */
export interface Viewer {
  readonly role: Role
  /** The demo is there: at once, or as soon as there is room. */
  show: (session: Session, scroll: SharedScroll) => void
  /** There is no room for the demo, or not any more: what the window had of it is void. `show` follows by itself. */
  wait: (reason: string) => void
}

/** A session with the windows that show it. Without any, its machine is suspended. */
export class SharedSession {
  readonly session: Session
  readonly viewers = new Set<Viewer>()
  readonly #scroll: SharedScroll
  /** When the last window left. */
  #unseenSince = performance.now()
  #left: ReturnType<typeof setTimeout> | undefined
  #closed = false

  constructor(session: Session) {
    this.session = session
    this.#scroll = new SharedScroll(session.files.keys())
    for (const [pane, file] of session.files)
      file.onShown(up => this.#scroll.set({ pane, up, by: file }))
    session.onStatus(({ state }) => state === 'ready' || this.#scroll.clear())
  }

  get unseenSince(): number {
    return this.#unseenSince
  }

  /** Shows the session in one more window. */
  show(viewer: Viewer): void {
    clearTimeout(this.#left)
    this.viewers.add(viewer)
    if (this.viewers.size === 1)
      void this.#whileAlive(() => this.session.resume())
    viewer.show(this.session, this.#scroll)
  }

  /** Takes it from a window. Answers with whether that was the last one; then `onLeft` is called after so many milliseconds, unless one comes. */
  leave(viewer: Viewer, patience: number, onLeft: () => void): boolean {
    if (!this.viewers.delete(viewer) || this.viewers.size > 0)
      return false
    this.#unseenSince = performance.now()
    this.#left = setTimeout(onLeft, patience)
    return true
  }

  /** Lets its machine stand still. A step that is being typed is finished first: its timeout runs on the wall clock, and the talk may come back to it. */
  async suspend(): Promise<void> {
    await this.#whileAlive(async () => {
      if (this.viewers.size === 0 && !this.#closed)
        await this.session.suspend()
    })
  }

  /** Ends the session and its machine. */
  async close(): Promise<void> {
    clearTimeout(this.#left)
    this.#closed = true
    await this.session.stop()
  }

  async #whileAlive(action: () => Promise<void>): Promise<void> {
    await this.session.idle()
    try {
      await action()
    }
    catch {
      // The machine could not start or has died; the session's status already says so to every window.
    }
  }
}
