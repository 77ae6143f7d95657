import type { Disposable, Event } from '../base/event.ts'
import type { LiveDemo } from './live-demo.ts'
import type { Pane } from './pane.ts'
import type { RecordedDemo } from './recorded-demo.ts'
import type { ResolvedDemo } from './resolve-demo.ts'
import type { SampleNews } from './sampler.ts'
import type { DemoState } from './session-state.ts'
import { Emitter } from '../base/emitter.ts'
import { figureParts } from '../probe/figure-parts.ts'
import { hintFrom, Sampler } from './sampler.ts'

export interface FigureSamplesOptions {
  demo: ResolvedDemo
  panes: ReadonlyMap<string, Pane>
  /** The demo's sources, where there are such. */
  live: LiveDemo | undefined
  recorded: RecordedDemo | undefined
  state: () => DemoState
}

/** What a demo's figure is drawn from: samples of the machine's kernel, or those of the recording. */
export class FigureSamples implements Disposable {
  readonly onSample: Event<SampleNews>
  readonly #options: FigureSamplesOptions
  readonly #news = new Emitter<SampleNews>()
  /** Looks at the live machine. */
  readonly #sampler: Sampler
  /** Set while a look at the machine waits until it is all there. */
  #look: symbol | undefined

  constructor(options: FigureSamplesOptions) {
    const { demo, panes, live } = options
    this.#options = options
    this.onSample = this.#news.event
    this.#sampler = new Sampler({
      take: signal => live!.sample(figureParts[demo.figure!], signal),
    })
    this.#sampler.onNews(news => this.#news.fire(news))
    for (const pane of panes.values())
      hintFrom(pane, this.#sampler)
  }

  /** The figure as it stands, oldest first: the newest live sample, or what the recording has of the last minute. */
  get present(): readonly SampleNews[] {
    const { recorded, state } = this.#options
    const { source, prepared, step } = state()
    if (source === 'live') {
      const { latest } = this.#sampler
      return latest
        ? [latest]
        : []
    }
    return prepared && recorded
      ? recorded.samples(step).map(sample => ({ sample }))
      : []
  }

  /** The machine is sampled until disposed. Does nothing where the demo has no figure. */
  watch(): Disposable {
    return this.#options.demo.figure
      ? this.#sampler.watch()
      : {
          dispose: () => {},
        }
  }

  /** Samples the live machine now. */
  async take(): Promise<SampleNews | undefined> {
    return this.#options.demo.figure && await this.#sampler.takeNow()
  }

  /** A sample of the recording has been played. */
  played(news: SampleNews): void {
    this.#news.fire(news)
  }

  /** Goes on from what the panes show: from the machine, or from where the recording stands. */
  goOn(): void {
    const { live, state } = this.#options
    const { source, prepared } = state()
    if (source === 'live' && prepared && live?.alive)
      void this.#goOnOnceThere(live)
    for (const sample of this.present)
      this.#news.fire(sample)
  }

  /** Leaves the machine alone. */
  pause(): void {
    this.#look = undefined
    this.#sampler.disable()
  }

  dispose(): void {
    this.#sampler.dispose()
    this.#news.dispose()
  }

  /** A look takes the machine's time, of which prompts that are still to come need all. */
  async #goOnOnceThere(live: LiveDemo): Promise<void> {
    const look = this.#look = Symbol('look')
    await live.followed()
    if (this.#look === look && live.alive)
      this.#sampler.enable()
  }
}
