import type { Session } from '../engine/session.ts'
import type { Source } from '../protocol/messages.ts'

/** A presenter's window that is going to show a demo, and is told how it stands. */
export interface Expectant {
  /** There is a session of the demo. */
  here: (session: Session) => void
  /** There is none yet, or not any more: where one would begin, and why none is begun ahead of the slide. */
  away: (source: Source, reason?: string) => void
}

interface Expected {
  id: string
  /** Its slide comes soon: it is to be started. */
  soon: boolean
}

/** Which demos are going to be shown: one per window. */
export class ExpectedDemos {
  /** In the order in which windows began to expect theirs. */
  readonly #expected = new Map<Expectant, Expected>()

  set(expectant: Expectant, expected: Expected): void {
    this.#expected.set(expectant, expected)
  }

  delete(expectant: Expectant): boolean {
    return this.#expected.delete(expectant)
  }

  clear(): void {
    this.#expected.clear()
  }

  /** Somebody will show the demo soon. */
  isSoon(id: string): boolean {
    return this.#soon.includes(id)
  }

  /** Windows that expect the demo, soon or later. */
  expectants(id: string): Expectant[] {
    return [...this.#expected].filter(([, expected]) => expected.id === id).map(([expectant]) => expectant)
  }

  /** The first demo that is to be started, of those that are not `here`. */
  next(here: ReadonlyMap<string, unknown>): string | undefined {
    return this.#soon.find(id => !here.has(id))
  }

  get #soon(): string[] {
    return [
      ...this.#expected.values(),
    ].filter(({ soon }) => soon).map(({ id }) => id)
  }
}
