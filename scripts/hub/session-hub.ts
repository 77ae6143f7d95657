import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { Pace } from '../engine/pace.ts'
import type { Recording } from '../engine/recording.ts'
import type { ResolvedDemo } from '../engine/resolve-demo.ts'
import type { SessionOptions } from '../engine/session-options.ts'
import type { MachineFactory } from '../machines/machine.ts'
import type { Role } from '../protocol/messages.ts'
import { canRun } from '../engine/can-run.ts'
import { demoChain } from '../engine/demo-catalogue.ts'
import { DemoError } from '../engine/demo-error.ts'
import { recordingFits } from '../engine/recording.ts'
import { Session } from '../engine/session.ts'

/**
 * Sessions whose machine is kept while no window shows them, so that paging back is instant. Each holds a machine's memory
 * (embedded: about 0.4 GB), hence few. Sessions on screen are never closed for this.
 */
const DEFAULT_KEPT = 2
/** Sessions at once, on screen or not: what a laptop's memory bears beside a browser. A talk shows one, for a moment two. */
const DEFAULT_MAX_SESSIONS = 6
/** Of these, what watchers cannot take, so that they never keep the speaker from a demo. */
const PRESENTER_SESSIONS = 2
/** Reloads and slide changes close a demo and open it again at once; the machine is not stopped for so short a time. */
const SUSPEND_AFTER_MS = 500

export interface SessionHubOptions {
  catalogue: DemoCatalogue
  /** What demos run on. */
  machine: MachineFactory
  /** By demo id: what is played where a machine fails, or cannot run the demo. @default none */
  recordings?: ReadonlyMap<string, Recording>
  /** Where sessions begin. @default 'live' where there is a machine */
  source?: 'live' | 'recording'
  /** @default 'human' */
  pace?: Pace
  /** @default 2 */
  kept?: number
  /** @default 6 */
  maxSessions?: number
}

interface Entry {
  session: Session
  viewers: number
  suspendTimer?: ReturnType<typeof setTimeout>
}

/** The running demos of a server. A session begins with its first viewer; without viewers its machine is suspended. */
export class SessionHub {
  readonly #options: SessionHubOptions
  /** In the order of last use, oldest first. */
  readonly #entries = new Map<string, Entry>()
  #closing: Promise<unknown>[] = []
  #closed = false

  constructor(options: SessionHubOptions) {
    this.#options = options
  }

  /** Sessions that are kept, shown or not. */
  get size(): number {
    return this.#entries.size
  }

  /** Shows the demo in one more window. Throws `DemoError` `unknown-demo`, or `busy` when there is no room. Every call needs a `leave`. */
  enter(id: string, role: Role = 'presenter'): Session {
    const entry = this.#entries.get(id) ?? this.#create(id, role)
    this.#touch(id, entry)
    clearTimeout(entry.suspendTimer)
    entry.viewers++
    if (entry.viewers === 1)
      void this.#whileAlive(entry, () => entry.session.resume())
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
    this.#touch(id, entry)
    entry.suspendTimer = setTimeout(() => {
      this.#closeUnseen(this.#options.kept ?? DEFAULT_KEPT)
      void this.#suspend(id, entry)
    }, SUSPEND_AFTER_MS)
  }

  /** Ends every session and its machine. */
  async close(): Promise<void> {
    this.#closed = true
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

  #create(id: string, role: Role): Entry {
    // A window may still ask while the server waits for it to close; nobody would stop the machine of such a session.
    if (this.#closed)
      throw new DemoError('busy', 'The server is being stopped.')
    const chain = demoChain(this.#options.catalogue, id)
    this.#makeRoom(role)
    const session = new Session({
      ...this.#sourcesOf(chain),
      chain,
      speaker: true,
      ...this.#options.pace === undefined
        ? {}
        : { pace: this.#options.pace },
    })
    void session.start()
    const entry: Entry = { session, viewers: 0 }
    this.#entries.set(id, entry)
    return entry
  }

  /** What a demo can run on here. */
  #sourcesOf(chain: readonly ResolvedDemo[]): Pick<SessionOptions, 'createMachine' | 'recording' | 'source' | 'reason'> {
    const { machine, recordings, source } = this.#options
    const demo = chain.at(-1)!
    const recording = recordings?.get(demo.id)
    return {
      ...recording && recordingFits(recording, demo)
        ? { recording }
        : {},
      ...source
        ? { source }
        : {},
      ...machine.create && (canRun(chain, machine.kind)
        ? { createMachine: machine.create }
        : { reason: `This demo runs on another machine (${demo.machines.join(' or ')}), not on this one (${machine.kind}).` }),
    }
  }

  /** A step that is being typed is finished first: its timeout runs on the wall clock, and the talk may come back to it. */
  async #suspend(id: string, entry: Entry): Promise<void> {
    await this.#whileAlive(entry, async () => {
      if (entry.viewers === 0 && this.#entries.get(id) === entry)
        await entry.session.suspend()
    })
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

  #touch(id: string, entry: Entry): void {
    this.#entries.delete(id)
    this.#entries.set(id, entry)
  }

  #makeRoom(role: Role): void {
    const { machine: { atOnce = Number.POSITIVE_INFINITY }, maxSessions = DEFAULT_MAX_SESSIONS } = this.#options
    const most = role === 'presenter'
      ? Math.min(atOnce, maxSessions)
      : Math.min(atOnce, maxSessions) - PRESENTER_SESSIONS
    const unseen = this.#unseen().length
    const seen = this.#entries.size - unseen
    if (seen >= most) {
      throw new DemoError('busy', `${seen === 1
        ? 'Another demo is'
        : `${seen} demos are`} on screen, ${most <= 1
        ? 'and there is one machine only'
        : 'each in a machine of its own'}. Close a window that shows another one.`)
    }
    this.#closeUnseen(Math.max(0, most - seen - 1))
  }

  #unseen(): [string, Entry][] {
    return [...this.#entries].filter(([, entry]) => entry.viewers === 0)
  }

  /** Closes sessions that no window shows, oldest first, until at most `kept` of them are left. */
  #closeUnseen(kept: number): void {
    const unseen = this.#unseen()
    for (const [id, { session, suspendTimer }] of unseen.slice(0, Math.max(0, unseen.length - kept))) {
      clearTimeout(suspendTimer)
      this.#entries.delete(id)
      const closed: Promise<void> = session.stop()
        .catch(() => {
          // Nobody shows this demo any more, so nobody is there to be told that its machine did not stop cleanly.
        })
        .finally(() => {
          this.#closing = this.#closing.filter(each => each !== closed)
        })
      this.#closing.push(closed)
    }
  }
}
