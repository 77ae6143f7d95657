import type { Event } from '../base/event.ts'
import { Emitter } from '../base/emitter.ts'

/** Where a presenter's window has scrolled a pane to. */
export interface Scrolled {
  pane: string
  /** Lines above the pane's end; of an editor's pane, lines below its beginning. */
  up: number
  /** The window that was scrolled. */
  by: unknown
}

/** How far a demo's panes are scrolled, for all windows that show it. */
export class SharedScroll {
  readonly onScroll: Event<Scrolled>
  readonly #scroll = new Emitter<Scrolled>()
  readonly #up = new Map<string, number>()
  readonly #editors: ReadonlySet<string>

  /** Which of the panes are editors' is said by name. */
  constructor(editors: Iterable<string> = []) {
    this.#editors = new Set(editors)
    this.onScroll = this.#scroll.event
  }

  /** By pane, where it was scrolled. */
  get positions(): ReadonlyMap<string, number> {
    return this.#up
  }

  set(scrolled: Scrolled): void {
    const { pane, up } = scrolled
    if (up === 0)
      this.#up.delete(pane)
    else
      this.#up.set(pane, up)
    this.#scroll.fire(scrolled)
  }

  /** All terminals are at their ends: a step begins, and every window goes there by itself. Files stay where they are. */
  clear(): void {
    for (const pane of this.#up.keys()) {
      if (!this.#editors.has(pane))
        this.#up.delete(pane)
    }
  }
}
