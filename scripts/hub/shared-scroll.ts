import type { Event } from '../base/event.ts'
import { Emitter } from '../base/emitter.ts'

/** Where a presenter's window has scrolled a pane to. */
export interface Scrolled {
  pane: string
  /** Lines above the pane's end. */
  up: number
  /** The window that was scrolled. */
  by: unknown
}

/** How far a demo's panes are scrolled back, for all windows that show it. */
export class SharedScroll {
  readonly onScroll: Event<Scrolled>
  readonly #scroll = new Emitter<Scrolled>()
  readonly #up = new Map<string, number>()

  constructor() {
    this.onScroll = this.#scroll.event
  }

  /** By pane: lines above its end, where it is not at its end. */
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

  /** All panes are at their ends: a step begins, and every window goes there by itself. */
  clear(): void {
    this.#up.clear()
  }
}
