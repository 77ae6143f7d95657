import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { Pace } from '../engine/pace.ts'
import type { Machine } from '../machines/machine.ts'
import { demoChain } from '../engine/demo-catalogue.ts'
import { Session } from '../engine/session.ts'

/**
 * Sessions whose machine is kept while no window shows them, so that paging back is instant. Each holds a machine's memory
 * (embedded: about 0.4 GB), hence few. Sessions on screen are never closed for this.
 */
const DEFAULT_KEPT = 2
/** Reloads and slide changes close a demo and open it again at once; the machine is not stopped for so short a time. */
const SUSPEND_AFTER_MS = 500

export interface SessionHubOptions {
  catalogue: DemoCatalogue
  createMachine: () => Machine
  /** @default 'human' */
  pace?: Pace
  /** @default 2 */
  kept?: number
}

interface Entry {
  session: Session
  viewers: number
  suspendTimer?: NodeJS.Timeout
}

/** The running demos of a server. A session begins with its first viewer; without viewers its machine is suspended. */
export class SessionHub {
  readonly #options: SessionHubOptions
  /** In the order of last use, oldest first. */
  readonly #entries = new Map<string, Entry>()
  #closing: Promise<unknown>[] = []

  constructor(options: SessionHubOptions) {
    this.#options = options
  }

  /** Shows the demo in one more window. Throws `DemoError` `unknown-demo`. Every call needs a `leave`. */
  enter(id: string): Session {
    const entry = this.#entries.get(id) ?? this.#create(id)
    this.#entries.delete(id)
    this.#entries.set(id, entry)
    clearTimeout(entry.suspendTimer)
    entry.viewers++
    if (entry.viewers === 1)
      void this.#whileAlive(entry, () => entry.session.machine.resume())
    return entry.session
  }

  /** One window less shows the demo. */
  leave(id: string): void {
    const entry = this.#entries.get(id)
    if (!entry || entry.viewers === 0)
      return
    entry.viewers--
    if (entry.viewers > 0)
      return
    entry.suspendTimer = setTimeout(() => {
      void this.#suspend(entry)
      this.#closeOldest()
    }, SUSPEND_AFTER_MS)
  }

  /** Ends every session and its machine. */
  async close(): Promise<void> {
    const entries = [
      ...this.#entries.values(),
    ]
    this.#entries.clear()
    for (const { suspendTimer } of entries)
      clearTimeout(suspendTimer)
    await Promise.allSettled([
      ...this.#closing,
      ...entries.map(({ session }) => session.stop()),
    ])
  }

  #create(id: string): Entry {
    const { catalogue, createMachine, pace } = this.#options
    const session = new Session({
      chain: demoChain(catalogue, id),
      createMachine,
      speaker: true,
      ...(pace === undefined
        ? {}
        : { pace }),
    })
    void session.start()
    const entry: Entry = { session, viewers: 0 }
    this.#entries.set(id, entry)
    return entry
  }

  /** A step that is being typed is finished first: its timeout runs on the wall clock, and the talk may come back to it. */
  async #suspend(entry: Entry): Promise<void> {
    await entry.session.idle()
    if (entry.viewers === 0)
      await this.#whileAlive(entry, () => entry.session.machine.suspend())
  }

  async #whileAlive(entry: Entry, action: () => Promise<void>): Promise<void> {
    await entry.session.idle()
    try {
      await action()
    }
    catch {
      // The machine could not start or has died; the session's status already says so to every window.
    }
  }

  #closeOldest(): void {
    const unseen = [...this.#entries].filter(([, entry]) => entry.viewers === 0)
    for (const [id, { session, suspendTimer }] of unseen.slice(0, Math.max(0, unseen.length - (this.#options.kept ?? DEFAULT_KEPT)))) {
      clearTimeout(suspendTimer)
      this.#entries.delete(id)
      const closed = session.stop().finally(() => {
        this.#closing = this.#closing.filter(each => each !== closed)
      })
      this.#closing.push(closed)
    }
  }
}
