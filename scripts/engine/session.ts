import type { Disposable, Event } from '../machines/machine.ts'
import type { SessionState } from '../protocol/messages.ts'
import type { ResolvedDemo } from './resolve-demo.ts'
import type { SampleNews } from './sampler.ts'
import type { SessionOptions } from './session-options.ts'
import type { SessionStatus } from './session-status.ts'
import { Emitter } from '../machines/emitter.ts'
import { figureParts } from '../probe/figure-parts.ts'
import { DemoError } from './demo-error.ts'
import { endsLive, replacementLine, words } from './fall-back.ts'
import { JobQueue } from './job-queue.ts'
import { LiveDemo } from './live-demo.ts'
import { Pane } from './pane.ts'
import { RecordedDemo } from './recorded-demo.ts'
import { Sampler } from './sampler.ts'
import { sessionStatus } from './session-status.ts'
import { waitUntil } from './wait-until.ts'

/**
 * One running demo, shared by every window that shows it. Steps are run one after the other towards a target that only rises,
 * so that any number of windows may ask for the same step. Where the machine fails, the demo goes on from its recording.
 */
export class Session {
  readonly demo: ResolvedDemo
  readonly panes: ReadonlyMap<string, Pane>
  readonly onStatus: Event<SessionStatus>
  /** A pane shows something else from here on: what windows show of it is void, `snapshot()` is the truth. */
  readonly onRestart: Event<Pane>
  /** What the machine's kernel is like, live or as it was recorded, while somebody watches the demo's figure. */
  readonly onSample: Event<SampleNews>
  readonly #status = new Emitter<SessionStatus>()
  readonly #restart = new Emitter<Pane>()
  readonly #options: SessionOptions
  readonly #life = new AbortController()
  readonly #live: LiveDemo | undefined
  readonly #recorded: RecordedDemo | undefined
  /** Looks at the live machine. */
  readonly #sampler: Sampler
  readonly #samples = new Emitter<SampleNews>()
  #source: 'live' | 'recording'
  /** The demo's start has been reached since the last reset. */
  #prepared = false
  readonly #jobs = new JobQueue(error => this.#life.signal.aborted || this.#set('failed', words(error)))
  #state: SessionState = 'starting'
  #message: string | undefined
  #progress: number | undefined
  /** What stands on the panes came from a machine. */
  #wasLive = false
  #begun = 0
  #target = 0
  /** Steps up to here have been seen before, and are only to be caught up with. */
  #seen = 0

  constructor(options: SessionOptions) {
    const { chain, createMachine, recording, reason } = options
    this.#options = options
    this.demo = chain.at(-1)!
    this.panes = new Map(this.demo.panes.map(pane => [
      pane.name,
      new Pane(pane),
    ]))
    this.onStatus = this.#status.event
    this.onRestart = this.#restart.event
    this.onSample = this.#samples.event
    this.#sampler = new Sampler({
      take: signal => this.#live!.sample(figureParts[this.demo.figure!], signal),
    })
    this.#sampler.onNews(news => this.#samples.fire(news))
    this.#live = createMachine && new LiveDemo({
      chain,
      panes: this.panes,
      createMachine,
      onDeath: error => this.#died(error),
      onProgress: share => this.#loaded(share),
    })
    this.#recorded = recording && new RecordedDemo(this.demo, recording, this.panes)
    this.#source = options.source ?? (this.#live || !this.#recorded
      ? 'live'
      : 'recording')
    this.#message = reason
    for (const pane of this.panes.values()) {
      let wasAtPrompt = false
      pane.onOutput(() => {
        const { atPrompt } = pane.output
        if (wasAtPrompt && !atPrompt)
          this.#sampler.hintBegun()
        else if (!atPrompt)
          this.#sampler.hint()
        else if (!wasAtPrompt)
          this.#sampler.hintDone()
        // What is typed at a prompt changes nothing yet, and its echo must not bring the machine under way just before it does.
        wasAtPrompt = atPrompt
      })
      // A machine that died takes its shells along; its own last words say more.
      pane.onExit(exitCode => this.#life.signal.aborted || this.#state === 'starting' || !this.#live?.alive
        || this.#set('failed', `The shell of "${pane.options.name}" ended (exit status ${exitCode}). Reset the demo to get a new one.`))
    }
  }

  get status(): SessionStatus {
    return sessionStatus({
      source: this.#source,
      live: this.#live !== undefined,
      recording: this.#recorded?.recording,
      closed: this.#life.signal.aborted,
      state: this.#state,
      step: this.#begun,
      steps: this.demo.steps.length,
      message: this.#message,
      progress: this.#progress,
    })
  }

  /** Brings the demo to its start, on a machine or from the recording. Failures end in state `failed`, not in a rejection. */
  async start(): Promise<void> {
    await this.#jobs.add(signal => this.#begin(signal))
  }

  /** Wants steps 1…`to` done. Idempotent; asking for less than was asked before changes nothing. */
  advance(to: number): void {
    const target = Math.min(to, this.demo.steps.length)
    if (target <= this.#target)
      return
    this.#target = target
    this.#live?.typeForSpeaker()
    void this.#jobs.add(signal => this.#catchUp(signal))
  }

  /** Shows a recording as it stood when `step` steps were done. A machine cannot be taken back; it stays where it is. */
  seek(step: number): void {
    if (this.#source !== 'recording' || !this.#recorded || step === this.#begun || step > this.demo.steps.length)
      return
    this.#jobs.newRound('The recording was sought.')
    this.#begun = step
    this.#target = step
    this.#seen = 0
    void this.#jobs.add(async () => {
      await this.#showRecorded(step)
      this.#showAnew()
    })
  }

  /** Goes on from the other source at the same step. */
  switchTo(source: 'live' | 'recording'): void {
    if (source === this.#source || !this.status.sources.includes(source))
      return
    const done = this.#state === 'typing'
      ? this.#begun - 1
      : this.#begun
    const step = Math.max(done, this.#seen)
    const target = this.#target
    this.#jobs.newRound('The demo was switched to another source.')
    this.#message = undefined
    if (source === 'recording') {
      void this.#jobs.add(async (signal) => {
        await this.#goOnRecorded(step)
        this.#target = target
        await this.#catchUp(signal)
      })
      void this.suspend()
      return
    }
    this.#source = 'live'
    this.#rewind(target)
    this.#seen = target
    void this.#jobs.add(async (signal) => {
      await this.#begin(signal)
      await this.#catchUp(signal)
    })
  }

  /** Back to the demo's start, whatever runs; with a new machine if the old one died. */
  async reset(): Promise<void> {
    this.#jobs.newRound('The demo was reset.')
    this.#rewind(0)
    await this.#jobs.add(signal => this.#begin(signal))
  }

  /** Keys of the speaker. Ignored while the demo is not there yet; throws `DemoError` `busy` where a recording plays. */
  input(paneName: string, data: string): void {
    const pane = this.panes.get(paneName)
    if (!pane || this.#state === 'starting')
      return
    if (this.#source === 'recording')
      throw new DemoError('busy', 'This is a recording, which nobody can type into. Switch the demo to live first.')
    pane.touched = true
    pane.write(data)
  }

  /** Samples of the demo's figure as it stands, oldest first: the newest live one, or what the recording has of the last minute. */
  get samples(): readonly SampleNews[] {
    if (this.#source === 'live') {
      const { latest } = this.#sampler
      return latest
        ? [latest]
        : []
    }
    return this.#prepared && this.#recorded
      ? this.#recorded.samples(this.#begun).map(sample => ({ sample }))
      : []
  }

  /** Somebody sees the demo's figure, until disposed: only meanwhile the machine is looked at. Nothing where the demo has no figure. */
  watch(): Disposable {
    return this.demo.figure
      ? this.#sampler.watch()
      : {
          dispose: () => {},
        }
  }

  /** Looks at the live machine now, for who needs to know what the last step did. */
  async takeSample(): Promise<SampleNews | undefined> {
    return this.demo.figure && await this.#sampler.takeNow()
  }

  /** Stops the machine's CPU use, if there is one. */
  async suspend(): Promise<void> {
    this.#sampler.disable()
    await this.#live?.suspend()
  }

  /** Lets the machine go on, where it is wanted. */
  async resume(): Promise<void> {
    if (this.#source !== 'live')
      return
    await this.#live?.resume()
    this.#lookAgain()
  }

  /** Resolves once nothing is left to do without the speaker: the target is reached, a step failed, or one was left to them. */
  async idle(): Promise<void> {
    await waitUntil(() => this.#jobs.empty || this.#live?.waitsForSpeaker === true, listener => this.#onActivity(listener), Number.POSITIVE_INFINITY)
  }

  async stop(): Promise<void> {
    const reason = 'The demo was closed.'
    this.#life.abort(new DemoError('busy', reason))
    this.#sampler.dispose()
    const closed = this.#jobs.close(reason)
    await this.#live?.stop()
    await closed
    for (const pane of this.panes.values())
      pane.dispose()
    this.#status.dispose()
    this.#restart.dispose()
    this.#samples.dispose()
  }

  /** Something may have become idle. */
  #onActivity(listener: () => void): Disposable {
    const listeners = [
      this.#jobs.onDone(listener),
      this.#status.event(listener),
    ]
    return {
      dispose: () => listeners.forEach(each => each.dispose()),
    }
  }

  #rewind(target: number): void {
    this.#sampler.disable()
    this.#begun = 0
    this.#target = target
    this.#seen = 0
    this.#prepared = false
    this.#set('starting', this.#source === 'recording'
      ? this.#message
      : undefined)
  }

  async #begin(signal: AbortSignal): Promise<void> {
    const { id } = this.demo
    if (this.#source === 'recording') {
      if (!this.#recorded)
        throw new DemoError('recording', `There is no recording of ${id}. Make it: npm run rehearse -- --demo ${id}`)
      await this.#showRecorded(0)
    }
    else {
      if (!this.#live)
        throw new DemoError('recording', this.#options.reason ?? `There is neither a machine for ${id} nor a recording. Make one: npm run rehearse -- --demo ${id}`)
      try {
        await this.#live.begin(signal, this.#life.signal)
      }
      catch (error) {
        if (signal.aborted || !this.#recorded || !endsLive(error))
          throw error
        return await this.#fallBack(error, this.#seen)
      }
      this.#wasLive = true
    }
    this.#showAnew()
  }

  async #catchUp(signal: AbortSignal): Promise<void> {
    if (!this.#prepared)
      this.#target = this.#begun
    while (this.#begun < this.#target) {
      signal.throwIfAborted()
      this.#begun++
      try {
        await this.#runStep(signal)
      }
      catch (error) {
        if (!signal.aborted && this.#source === 'live' && this.#recorded && endsLive(error)) {
          await this.#fallBack(error, Math.max(this.#begun - 1, this.#seen))
          continue
        }
        // The speaker decides whether to go on; later steps are not typed into a demo that went wrong.
        // After a reset, the target is already the next round's.
        if (!signal.aborted)
          this.#target = this.#begun
        throw error
      }
      this.#set('ready', this.#source === 'recording'
        ? this.#message
        : undefined)
    }
  }

  /** Runs or plays the step that has just begun. */
  async #runStep(signal: AbortSignal): Promise<void> {
    const step = this.demo.steps[this.#begun - 1]!
    // Only the newest step is worth watching; those before it are on the way there.
    const newest = this.#begun === this.#target && this.#begun > this.#seen
    const pace = newest
      ? this.#options.pace ?? 'human'
      : 'fast'
    if (this.#source === 'recording') {
      this.#set('typing', this.#message)
      return await this.#recorded!.play(this.#begun, {
        pace,
        signal,
        onSample: sample => this.#samples.fire({ sample }),
      })
    }
    const leftToSpeaker = 'speaker' in step && newest && this.#options.speaker === true
    const running = this.#live!.run(this.#begun, { pace, signal, leftToSpeaker })
    this.#set('typing')
    await running
  }

  #loaded(share: number): void {
    this.#progress = share
    if (this.#state === 'starting' && this.#source === 'live')
      this.#status.fire(this.status)
  }

  /** The machine died. A job in progress notices by itself; without one, this is it. */
  #died(error: Error): void {
    void this.#jobs.add(async () => {
      if (this.#source !== 'live')
        return
      if (!this.#recorded)
        throw error
      await this.#fallBack(error, this.#begun)
    })
  }

  async #fallBack(error: unknown, step: number): Promise<void> {
    this.#message = `${words(error)}\nThe recording goes on at the same step.`
    await this.#goOnRecorded(step)
    void this.suspend().catch(() => { /* It is given up; that it cannot even be suspended changes nothing. */ })
  }

  /** Shows the recording after `step` steps, with what a machine showed on the panes kept above it. */
  async #goOnRecorded(step: number): Promise<void> {
    this.#source = 'recording'
    this.#sampler.disable()
    this.#begun = step
    if (this.#wasLive)
      await this.#recorded!.showBelow(replacementLine(this.#recorded!.recording), step)
    else
      await this.#showRecorded(step)
    this.#showAnew()
  }

  async #showRecorded(step: number): Promise<void> {
    this.#wasLive = false
    await this.#recorded!.show(step)
  }

  #showAnew(): void {
    this.#prepared = true
    for (const pane of this.panes.values())
      this.#restart.fire(pane)
    this.#lookAgain()
    this.#set('ready', this.#source === 'recording'
      ? this.#message
      : undefined)
  }

  /** The figure goes on from what the panes show: from the machine, or from where the recording stands. */
  #lookAgain(): void {
    if (this.#source === 'live' && this.#prepared && this.#live?.alive)
      this.#sampler.enable()
    for (const sample of this.samples)
      this.#samples.fire(sample)
  }

  #set(state: SessionState, message?: string): void {
    this.#state = state
    this.#message = message
    if (state !== 'starting')
      this.#progress = undefined
    this.#status.fire(this.status)
  }
}
