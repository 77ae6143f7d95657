import type { PracticeRequest, PracticeState } from '../protocol/practice.ts'
import type { Chapter } from './read-deck.ts'

export interface PracticeClockOptions {
  chapters: readonly Chapter[]
  /** Milliseconds of a clock that never goes back. @default performance.now */
  now?: () => number
}

/** Counts how long a speaker stays in each chapter of a talk, from the first slide that a presenter's window shows. */
export class PracticeClock {
  readonly #chapters: readonly Chapter[]
  readonly #now: () => number
  /** Milliseconds per chapter, up to `#since`. */
  readonly #spent: number[]
  #chapter = 0
  /** When the time not yet in `#spent` began; undefined while the clock stands. */
  #since: number | undefined
  #begun = false

  constructor({ chapters, now = () => performance.now() }: PracticeClockOptions) {
    this.#chapters = chapters
    this.#now = now
    this.#spent = chapters.map(() => 0)
  }

  get state(): PracticeState {
    this.#settle()
    return {
      running: this.#since !== undefined,
      chapter: this.#chapter,
      chapters: this.#chapters.map(({ title, budget }, index) => ({
        title,
        seconds: this.#spent[index]! / 1000,
        ...budget === undefined
          ? {}
          : { budget },
      })),
    }
  }

  /** Takes what a presenter's window says. Throws `RangeError` for a slide that the deck does not have. */
  take({ slide, action }: PracticeRequest): void {
    const chapter = this.#chapters.findIndex(({ slides }) => slides.some(({ number }) => number === slide))
    if (chapter === -1)
      throw new RangeError(`the deck has no slide ${slide}`)
    this.#settle()
    this.#chapter = chapter
    if (action === 'restart')
      this.#spent.fill(0)
    if (action === 'pause')
      this.#since = undefined
    else if (action !== undefined || !this.#begun)
      this.#since = this.#now()
    this.#begun = true
  }

  /** Books the time up to now on the present chapter. */
  #settle(): void {
    if (this.#since === undefined)
      return
    const now = this.#now()
    this.#spent[this.#chapter]! += now - this.#since
    this.#since = now
  }
}
