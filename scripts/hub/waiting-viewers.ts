import type { Viewer } from './shared-session.ts'

/** A window that waits for the demo with this id. */
export interface WaitingViewer {
  id: string
  viewer: Viewer
}

/** Windows without the demo that they show, in the order in which they came. */
export class WaitingViewers {
  #waiting: WaitingViewer[] = []

  get size(): number {
    return this.#waiting.length
  }

  /** Who gets what is free: a presenter's window first, and of those the latest; else who came first. */
  get next(): WaitingViewer | undefined {
    return this.#waiting.findLast(({ viewer }) => viewer.role === 'presenter') ?? this.#waiting[0]
  }

  /** The window waits, and is told why. */
  add(id: string, viewer: Viewer, reason: string): void {
    this.#waiting.push({ id, viewer })
    viewer.wait(reason)
  }

  /** The window does not wait for the demo any more, if it did. */
  delete(id: string, viewer: Viewer): void {
    this.#waiting = this.#waiting.filter(each => each.id !== id || each.viewer !== viewer)
  }

  /** Takes the windows that wait for the demo off the list. */
  take(id: string): Viewer[] {
    const taken = this.#waiting.filter(each => each.id === id)
    this.#waiting = this.#waiting.filter(each => each.id !== id)
    return taken.map(({ viewer }) => viewer)
  }

  clear(): void {
    this.#waiting = []
  }
}
