import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { Pace } from '../engine/pace.ts'
import type { BeginsFor } from './choose-closed.ts'
import type { DemoSourcesOptions } from './demo-sources.ts'
import type { Expectant } from './expected-demos.ts'
import type { SessionRoomOptions } from './session-room.ts'
import type { Viewer } from './shared-session.ts'
import { demoChain } from '../engine/demo-catalogue.ts'
import { DemoError } from '../engine/demo-error.ts'
import { Session } from '../engine/session.ts'
import { chooseClosed } from './choose-closed.ts'
import { demoSources, foundSource } from './demo-sources.ts'
import { ExpectedDemos } from './expected-demos.ts'
import { mostSessions, noRoom } from './session-room.ts'
import { SharedSession } from './shared-session.ts'
import { WaitingViewers } from './waiting-viewers.ts'

/**
 * Sessions whose machine is kept while no window shows them, so that paging back is instant. Each holds a machine's memory, hence few.
 * Sessions on screen are never closed for this.
 */
const DEFAULT_KEPT = 2
/** Reloads and slide changes close a demo and open it again at once; the machine is not stopped for so short a time. */
const SUSPEND_AFTER_MS = 500
/** A waiting window gets the machine of a demo that has been off every screen for this time: a page that is reloaded has its demo back before. */
const DEFAULT_PATIENCE_MS = 3_000

export interface SessionHubOptions extends DemoSourcesOptions, SessionRoomOptions {
  catalogue: DemoCatalogue
  /** @default 'human' */
  pace?: Pace
  /** @default 2 */
  kept?: number
  /** Milliseconds that a demo must have been off every screen before a waiting window gets its machine. @default 3_000 */
  patience?: number
}

/**
 * The running demos of a server. A session begins with its first viewer, or ahead of it where a window expects it and there is room; without
 * viewers its machine is suspended.
 */
export class SessionHub {
  readonly #options: SessionHubOptions
  /** In the order of last use, oldest first. */
  readonly #entries = new Map<string, SharedSession>()
  readonly #waiting = new WaitingViewers()
  readonly #expected = new ExpectedDemos()
  #look: ReturnType<typeof setTimeout> | undefined
  #closing: Promise<unknown>[] = []
  #closed = false

  constructor(options: SessionHubOptions) {
    this.#options = options
  }

  /** Sessions that are kept, shown or not. */
  get size(): number {
    return this.#entries.size
  }

  /**
   * Shows the demo in one more window, or lets the window wait. For a presenter's window, the demo that was left
   * longest ago gives way, and the windows that show it wait. Throws `DemoError` `unknown-demo`, or `busy` once the server is being stopped.
   */
  enter(id: string, viewer: Viewer): void {
    // A window may still ask while the server waits for it to close; the machine of such a session would never be stopped.
    if (this.#closed)
      throw new DemoError('busy', 'The server is being stopped.')
    const entry = this.#entries.get(id) ?? this.#create(id, viewer.role)
    if (entry) {
      this.#show(id, entry, viewer)
      this.#showWaiting(id, entry)
      return
    }
    this.#waiting.add(id, viewer, noRoom(this.#most))
    this.#lookLater()
  }

  /** The window no longer shows the demo, or waits for it. */
  leave(id: string, viewer: Viewer): void {
    this.#waiting.delete(id, viewer)
    const entry = this.#entries.get(id)
    const isLast = entry?.leave(viewer, SUSPEND_AFTER_MS, () => {
      this.#closeUnseen(this.#options.kept ?? DEFAULT_KEPT)
      void entry.suspend()
    })
    if (!isLast)
      return
    this.#touch(id, entry!)
    this.#lookLater()
  }

  /**
   * The window is going to show the demo, and is told how it stands until then. Where that is `soon`, the demo is started ahead, as far as there
   * is room without what any window shows, and then stands still. A window expects one demo at a time. Throws as `enter` does.
   */
  expect(id: string, soon: boolean, expectant: Expectant): void {
    if (this.#closed)
      throw new DemoError('busy', 'The server is being stopped.')
    const source = this.#foundSource(id)
    // A recording is there at once.
    this.#expected.set(expectant, { id, soon: soon && source === 'live' })
    const entry = this.#entries.get(id)
    if (entry)
      expectant.here(entry.session)
    else
      expectant.away(source)
    this.#expectationsChanged()
  }

  /** The window does not expect its demo any more. */
  unexpect(expectant: Expectant): void {
    if (this.#expected.delete(expectant) && !this.#closed)
      this.#expectationsChanged()
  }

  /** Ends every session and its machine. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#look)
    this.#waiting.clear()
    this.#expected.clear()
    const entries = [
      ...this.#entries.values(),
    ]
    this.#entries.clear()
    await Promise.allSettled([
      ...this.#closing,
      ...entries.map(entry => entry.close()),
    ])
  }

  /** A session for the demo; undefined where there is no room for one. */
  #create(id: string, beginsFor: BeginsFor): SharedSession | undefined {
    const chain = demoChain(this.#options.catalogue, id)
    if (!this.#makeRoom(beginsFor))
      return undefined
    const session = new Session({
      ...demoSources(chain, this.#options),
      chain,
      speaker: true,
      ...this.#options.pace === undefined
        ? {}
        : { pace: this.#options.pace },
    })
    const entry = new SharedSession(session)
    void session.start()
    this.#entries.set(id, entry)
    for (const expectant of this.#expected.expectants(id))
      expectant.here(session)
    return entry
  }

  #touch(id: string, entry: SharedSession): void {
    this.#entries.delete(id)
    this.#entries.set(id, entry)
  }

  #show(id: string, entry: SharedSession, viewer: Viewer): void {
    this.#touch(id, entry)
    entry.show(viewer)
  }

  /** Windows that waited for a demo which is there now. */
  #showWaiting(id: string, entry: SharedSession): void {
    for (const viewer of this.#waiting.take(id))
      this.#show(id, entry, viewer)
  }

  get #most(): number {
    return mostSessions(this.#entries.size, this.#options)
  }

  #makeRoom(beginsFor: BeginsFor): boolean {
    const closed = chooseClosed([...this.#entries].map(([id, { viewers }]) => ({
      id,
      seenBy: new Set([...viewers].map(viewer => viewer.role)),
      expected: this.#expected.isSoon(id),
    })), this.#most, beginsFor)
    for (const id of closed ?? [])
      this.#close(id, this.#entries.get(id)!)
    return closed !== undefined
  }

  /** Looks whether a waiting window can have its demo, or an expected one be started, as soon as that may be. */
  #lookLater(): void {
    clearTimeout(this.#look)
    const waits = this.#waiting.size > 0
    if (!waits && this.#expected.next(this.#entries) === undefined)
      return
    const { patience = DEFAULT_PATIENCE_MS } = this.#options
    const free = waits
      ? this.#unseen()
      : this.#unexpected()
    const roomAt = this.#entries.size < this.#most
      ? 0
      : Math.min(...free.map(([, entry]) => entry.unseenSince + patience))
    if (roomAt < Number.POSITIVE_INFINITY)
      this.#look = setTimeout(() => this.#admit(), Math.max(0, roomAt - performance.now()))
  }

  /** Gives what is free to who waits; what nobody waits for, to an expected demo. */
  #admit(): void {
    const { next } = this.#waiting
    if (!next)
      return this.#startExpected()
    // No demo is taken away for a window that has waited.
    const entry = this.#create(next.id, 'audience')
    if (entry)
      this.#showWaiting(next.id, entry)
    this.#lookLater()
  }

  /** Starts a demo ahead of its slide. Once it is at its start, its machine stands still. */
  #startExpected(): void {
    const id = this.#expected.next(this.#entries)
    const entry = id === undefined
      ? undefined
      : this.#create(id, 'expectant')
    if (entry)
      void entry.suspend()
    this.#lookLater()
  }

  /** What nobody expects any more counts among the demos that are kept. */
  #expectationsChanged(): void {
    this.#closeUnseen(this.#options.kept ?? DEFAULT_KEPT)
    this.#lookLater()
    const id = this.#expected.next(this.#entries)
    if (id !== undefined && this.#entries.size >= this.#most && this.#unexpected().length === 0)
      this.#tellAway(id)
  }

  #tellAway(id: string): void {
    for (const expectant of this.#expected.expectants(id)) {
      expectant.away(this.#foundSource(id), this.#expected.isSoon(id)
        ? noRoom(this.#most)
        : undefined)
    }
  }

  #foundSource(id: string): 'live' | 'recording' | 'none' {
    return foundSource(demoSources(demoChain(this.#options.catalogue, id), this.#options))
  }

  #unseen(): [string, SharedSession][] {
    return [...this.#entries].filter(([, entry]) => entry.viewers.size === 0)
  }

  /** Sessions that no window shows or is going to show soon. */
  #unexpected(): [string, SharedSession][] {
    return this.#unseen().filter(([id]) => !this.#expected.isSoon(id))
  }

  /** Closes sessions that no window shows or expects, oldest first, until at most `kept` of them are left. */
  #closeUnseen(kept: number): void {
    const unseen = this.#unexpected()
    for (const [id, entry] of unseen.slice(0, Math.max(0, unseen.length - kept)))
      this.#close(id, entry)
  }

  /** Ends a session. Windows that still show it wait for their turn. */
  #close(id: string, entry: SharedSession): void {
    this.#entries.delete(id)
    for (const viewer of entry.viewers)
      this.#waiting.add(id, viewer, noRoom(this.#most))
    this.#tellAway(id)
    const closed: Promise<void> = entry.close()
      .catch(() => {
        // No window shows this demo any more, so there is none to tell that its machine did not stop cleanly.
      })
      .finally(() => {
        this.#closing = this.#closing.filter(each => each !== closed)
      })
    this.#closing.push(closed)
  }
}
