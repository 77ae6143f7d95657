import type { Disposable, Event } from '../base/event.ts'
import type { KernelSample } from '../probe/sample.ts'
import type { Pane } from './pane.ts'
import { Emitter } from '../base/emitter.ts'
import { waitUntil } from '../base/wait-until.ts'

/** As long as nothing happens, a machine rests this many times as long as a sample took, and this many milliseconds more; but no longer than the last. */
const REST_FACTOR = 3
const REST_MS = 200
const MOST_REST_MS = 2_000
/** After something happened, the next sample may come this soon. Shorter than an eye notices, longer than a burst of output. */
const HASTE_MS = 60
/** A command that has begun may take this long to end before it is looked at: most end sooner, and a sample begun before shows nothing of them and delays the one that does. */
const BEGIN_MS = 250
/** After a key the machine is left to its echo this long, as long as the next key of a word takes to come; typing holds up a sample by no more than that in all. */
const KEY_MS = 300
const MOST_TYPING_MS = 2_000

const NEVER = new AbortController().signal

/** What a sample came to: the kernel as it was, or why it could not be read. */
export type SampleNews = { sample: KernelSample } | { problem: string }

export interface SamplerOptions {
  /** Takes one sample. Rejections with the signal's reason are silent. */
  take: (signal: AbortSignal) => Promise<KernelSample>
}

/**
 * Takes samples of a machine while it is watched and runs: soon after something happened, otherwise at a rate that
 * leaves the machine its time. Nothing runs otherwise.
 */
export class Sampler implements Disposable {
  readonly onNews: Event<SampleNews>
  readonly #options: SamplerOptions
  readonly #news = new Emitter<SampleNews>()
  #watchers = 0
  #enabled = false
  #run: AbortController | undefined
  readonly #hints = new Emitter<void>()
  #hasty = false
  /** A command has ended since the last sample was begun. */
  #due = false
  /** The last rest was cut short for that. */
  #hurried = false
  /** Until then no sample is begun, unless a command ends; in terms of `performance.now()`. */
  #heldUntil = 0
  /** When the last key was pressed, in the same terms. */
  #keyAt = -Infinity
  /** The sample under way, if any. Two at once would each take longer than one after the other. */
  #turn: Promise<void> = Promise.resolve()
  #latest: SampleNews | undefined

  constructor(options: SamplerOptions) {
    this.#options = options
    this.onNews = this.#news.event
  }

  /** The newest sample since the machine was started or restored, for who comes late. */
  get latest(): SampleNews | undefined {
    return this.#latest
  }

  /** One more wants samples, until disposed. */
  watch(): Disposable {
    this.#watchers++
    this.#update()
    let isWatching = true
    return {
      dispose: () => {
        if (isWatching)
          this.#watchers--
        isWatching = false
        this.#update()
      },
    }
  }

  /** The machine runs, and may be looked at. */
  enable(): void {
    this.#enabled = true
    this.#update()
  }

  /** It is about to be stopped, suspended or restored: what is under way is dropped, what was seen is void. */
  disable(): void {
    this.#enabled = false
    this.#latest = undefined
    this.#update()
  }

  /** Something happened that may have changed the kernel's state. */
  hint(): void {
    this.#hasty = true
    this.#hints.fire()
  }

  /** A key was pressed. What is typed at a prompt changes nothing yet, and a sample would delay its echo. */
  hintKey(): void {
    this.#keyAt = performance.now()
    this.#hints.fire()
  }

  /** A command was begun. */
  hintBegun(): void {
    // What the command before it did must be shown, however soon the next one comes.
    if (!this.#due)
      this.#heldUntil = performance.now() + BEGIN_MS
    this.hint()
  }

  /** A command ended: everybody looks at the figure now. */
  hintDone(): void {
    this.#heldUntil = 0
    this.#due = true
    this.#hints.fire()
  }

  /** Takes a sample now, watched or not. Undefined where the machine must not be looked at. */
  async takeNow(): Promise<SampleNews | undefined> {
    if (!this.#enabled)
      return undefined
    await this.#take(NEVER)
    return this.#latest
  }

  dispose(): void {
    this.disable()
    this.#news.dispose()
    this.#hints.dispose()
  }

  #update(): void {
    const wanted = this.#enabled && this.#watchers > 0
    if (wanted && !this.#run) {
      this.#run = new AbortController()
      void this.#loop(this.#run.signal)
    }
    else if (!wanted) {
      this.#run?.abort(new Error('The machine is not watched any more.'))
      this.#run = undefined
    }
  }

  async #loop(signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        const begin = performance.now()
        this.#hasty = false
        this.#due = false
        await this.#take(signal)
        await this.#rest(performance.now() - begin, signal)
      }
    }
    catch (error) {
      if (!signal.aborted)
        throw error
    }
  }

  async #take(signal: AbortSignal): Promise<void> {
    const turn = this.#turn.then(async () => await this.#takeNext(signal))
    this.#turn = turn
    await turn
  }

  async #takeNext(signal: AbortSignal): Promise<void> {
    if (signal.aborted || !this.#enabled)
      return
    let news: SampleNews
    try {
      news = { sample: await this.#options.take(signal) }
    }
    catch (error) {
      news = {
        problem: error instanceof Error
          ? error.message
          : String(error),
      }
    }
    if (signal.aborted || !this.#enabled)
      return
    this.#latest = news
    this.#news.fire(news)
  }

  /**
   * Waits until the next sample is due. Even in haste, the machine gets as much time as the sample took; only after a command has ended it does
   * not, and not twice in a row, so that a held Enter key does not starve it.
   */
  async #rest(took: number, signal: AbortSignal): Promise<void> {
    const least = Math.max(HASTE_MS, took)
    const most = Math.max(least, Math.min(REST_MS + took * REST_FACTOR, MOST_REST_MS))
    const mayHurry = !this.#hurried
    this.#hurried = await waitUntil(() => mayHurry && this.#due, this.#hints.event, least, signal)
    if (!this.#hurried)
      await waitUntil(() => this.#hasty || this.#due, this.#hints.event, most - least, signal)
    const latest = performance.now() + MOST_TYPING_MS
    const holds = (): number => this.#due
      ? 0
      : Math.max(this.#heldUntil, Math.min(this.#keyAt + KEY_MS, latest)) - performance.now()
    while (holds() > 0)
      await waitUntil(() => holds() <= 0, this.#hints.event, holds(), signal)
  }
}

/** Lets a sampler know when something happens in a pane that may have changed the kernel's state, and when somebody types there. */
export function hintFrom(pane: Pane, sampler: Sampler): void {
  let wasReady = false
  pane.onOutput(() => {
    const { isReady } = pane.output.prompt
    if (wasReady && !isReady)
      sampler.hintBegun()
    else if (!isReady)
      sampler.hint()
    else if (!wasReady)
      sampler.hintDone()
    // The echo of what is typed at a prompt is no news of the machine.
    wasReady = isReady
  })
  pane.onInput(() => sampler.hintKey())
}
