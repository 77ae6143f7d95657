import type { Event, Machine } from '../machines/machine.ts'
import type { SessionState, Source } from '../protocol/messages.ts'
import type { Pace } from './pace.ts'
import type { Recording } from './recording.ts'
import type { ResolvedDemo } from './resolve-demo.ts'
import { Emitter } from '../machines/emitter.ts'
import { DemoError } from './demo-error.ts'
import { endsLive, replacementLine } from './fall-back.ts'
import { LiveDemo } from './live-demo.ts'
import { Pane } from './pane.ts'
import { RecordedDemo } from './recorded-demo.ts'
import { waitUntil } from './wait-until.ts'

export interface SessionOptions {
  /** The demos this one comes after, first one first, and itself last (`demoChain`). */
  chain: readonly ResolvedDemo[]
  /** Makes a machine of the session's own, not started yet. Called again when one has died. The session stops it. @default none */
  createMachine?: () => Machine
  /** What is played where there is no machine, or none any more. @default none */
  recording?: Recording
  /** Where the session begins. @default 'live' where there is a machine */
  source?: 'live' | 'recording'
  /** Why the session cannot be live from the start, for people. */
  reason?: string
  /** @default 'human' */
  pace?: Pace
  /** Somebody is there to type the steps left to the speaker. @default false */
  speaker?: boolean
}

/** A session's state as windows show it. */
export interface SessionStatus {
  source: Source
  state: SessionState
  /** Steps begun, 0 … `steps`. */
  step: number
  steps: number
  /** The sources that the session can be switched to. */
  sources: Source[]
  /** When the recording was made that is playing, ISO 8601. */
  recorded?: string
  /** What failed and what to do; or why a recording plays. */
  message?: string
}

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
  readonly #status = new Emitter<SessionStatus>()
  readonly #restart = new Emitter<Pane>()
  readonly #options: SessionOptions
  readonly #life = new AbortController()
  #round = new AbortController()
  readonly #live: LiveDemo | undefined
  readonly #recorded: RecordedDemo | undefined
  #source: 'live' | 'recording'
  /** The demo's start has been reached since the last reset. */
  #prepared = false
  #work: Promise<void> = Promise.resolve()
  #jobs = 0
  /** The step in progress was left to the speaker: only a person's key can end it. */
  #waitsForSpeaker = false
  readonly #activity = new Emitter<void>()
  #state: SessionState = 'starting'
  #message: string | undefined
  #begun = 0
  #target = 0
  /** Steps up to here have been seen before, and are only to be caught up with. */
  #seen = 0
  #speakerGaveUp: (() => void) | undefined

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
    this.#live = createMachine && new LiveDemo({
      chain,
      panes: this.panes,
      createMachine,
      onDeath: error => this.#died(error),
    })
    this.#recorded = recording && new RecordedDemo(this.demo, recording, this.panes)
    this.#source = options.source ?? (this.#live || !this.#recorded
      ? 'live'
      : 'recording')
    this.#message = reason
    for (const pane of this.panes.values()) {
      // A machine that died takes its shells along; its own last words say more.
      pane.onExit(exitCode => this.#life.signal.aborted || this.#state === 'starting' || !this.#live?.alive
        || this.#set('failed', `The shell of "${pane.options.name}" ended (exit status ${exitCode}). Reset the demo to get a new one.`))
    }
  }

  get status(): SessionStatus {
    const recorded = this.#source === 'recording'
      ? this.#recorded?.recording.date
      : undefined
    return {
      source: this.#life.signal.aborted || !(this.#live ?? this.#recorded)
        ? 'none'
        : this.#source,
      state: this.#state,
      step: this.#begun,
      steps: this.demo.steps.length,
      sources: [
        ...this.#live
          ? ['live' as const]
          : [],
        ...this.#recorded
          ? ['recording' as const]
          : [],
      ],
      ...recorded === undefined
        ? {}
        : { recorded },
      ...this.#message === undefined
        ? {}
        : { message: this.#message },
    }
  }

  /** Brings the demo to its start, on a machine or from the recording. Failures end in state `failed`, not in a rejection. */
  async start(): Promise<void> {
    await this.#enqueue(signal => this.#begin(signal))
  }

  /** Wants steps 1…`to` done. Idempotent; asking for less than was asked before changes nothing. */
  advance(to: number): void {
    const target = Math.min(to, this.demo.steps.length)
    if (target <= this.#target)
      return
    this.#target = target
    this.#speakerGaveUp?.()
    void this.#enqueue(signal => this.#catchUp(signal))
  }

  /** Shows a recording as it stood when `step` steps were done. A machine cannot be taken back; it stays where it is. */
  seek(step: number): void {
    const recorded = this.#recorded
    if (this.#source !== 'recording' || !recorded || step === this.#begun || step > this.demo.steps.length)
      return
    this.#newRound('The recording was sought.')
    this.#begun = step
    this.#target = step
    void this.#enqueue(async () => {
      await recorded.show(step)
      this.#showAnew()
    })
  }

  /** Goes on from the other source at the same step. */
  switchTo(source: 'live' | 'recording'): void {
    if (source === this.#source || !this.status.sources.includes(source))
      return
    const step = source === 'recording' && this.#state === 'typing'
      ? this.#begun - 1
      : this.#begun
    const target = this.#target
    this.#newRound('The demo was switched to another source.')
    this.#message = undefined
    if (source === 'recording') {
      void this.#enqueue(async (signal) => {
        await this.#goOnRecorded(step, replacementLine(this.#recorded!.recording))
        this.#target = target
        await this.#catchUp(signal)
      })
      void this.suspend()
      return
    }
    this.#source = 'live'
    this.#rewind(target)
    this.#seen = target
    void this.#enqueue(async (signal) => {
      await this.#begin(signal)
      await this.#catchUp(signal)
    })
  }

  /** Back to the demo's start, whatever runs; with a new machine if the old one died. */
  async reset(): Promise<void> {
    this.#newRound('The demo was reset.')
    this.#rewind(0)
    await this.#enqueue(signal => this.#begin(signal))
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

  /** Stops the machine's CPU use, if there is one. */
  async suspend(): Promise<void> {
    await this.#live?.suspend()
  }

  /** Lets the machine go on, where it is wanted. */
  async resume(): Promise<void> {
    if (this.#source === 'live')
      await this.#live?.resume()
  }

  /** Resolves once nothing is left to do without the speaker: the target is reached, a step failed, or one was left to them. */
  async idle(): Promise<void> {
    await waitUntil(() => this.#jobs === 0 || this.#waitsForSpeaker, this.#activity.event, Number.POSITIVE_INFINITY)
  }

  async stop(): Promise<void> {
    const reason = new DemoError('busy', 'The demo was closed.')
    this.#life.abort(reason)
    this.#round.abort(reason)
    await this.#live?.stop()
    await this.#work
    for (const pane of this.panes.values())
      pane.dispose()
    this.#status.dispose()
    this.#restart.dispose()
  }

  /** Runs jobs one after the other. A failing job leaves the session failed; the next one still gets its turn. */
  #enqueue(job: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#round
    this.#jobs++
    this.#work = this.#work.then(async () => {
      try {
        if (!signal.aborted)
          await job(signal)
      }
      catch (error) {
        if (!signal.aborted && !this.#life.signal.aborted)
          this.#fail(error)
      }
      this.#jobs--
      this.#activity.fire()
    })
    return this.#work
  }

  /** Ends what is under way; what is enqueued from here on is another round's. */
  #newRound(reason: string): void {
    this.#round.abort(new DemoError('busy', reason))
    this.#round = new AbortController()
  }

  #rewind(target: number): void {
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
      await this.#recorded.show(0)
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
      return await this.#recorded!.play(this.#begun, { pace, signal })
    }
    const speakerGaveUp = Promise.withResolvers<void>()
    const leftToSpeaker = 'speaker' in step && newest && this.#options.speaker === true
    this.#speakerGaveUp = speakerGaveUp.resolve
    this.#waitsForSpeaker = leftToSpeaker
    this.#activity.fire()
    this.#set('typing')
    try {
      await this.#live!.run(this.#begun, {
        pace,
        signal,
        ...leftToSpeaker
          ? { speakerGaveUp: speakerGaveUp.promise }
          : {},
      })
    }
    finally {
      this.#speakerGaveUp = undefined
      this.#waitsForSpeaker = false
    }
  }

  /** The machine died. A job in progress notices by itself; without one, this is it. */
  #died(error: Error): void {
    void this.#enqueue(async () => {
      if (this.#source !== 'live')
        return
      if (!this.#recorded)
        throw error
      await this.#fallBack(error, this.#begun)
    })
  }

  async #fallBack(error: unknown, step: number): Promise<void> {
    this.#message = `${words(error)}\nThe recording goes on at the same step.`
    await this.#goOnRecorded(step, replacementLine(this.#recorded!.recording))
    void this.suspend().catch(() => { /* It is given up; that it cannot even be suspended changes nothing. */ })
  }

  /** Shows the recording after `step` steps, with what stood on the panes kept above it. */
  async #goOnRecorded(step: number, line: string): Promise<void> {
    this.#source = 'recording'
    this.#begun = step
    await this.#recorded!.showBelow(line, step)
    this.#showAnew()
  }

  #showAnew(): void {
    this.#prepared = true
    for (const pane of this.panes.values())
      this.#restart.fire(pane)
    this.#set('ready', this.#source === 'recording'
      ? this.#message
      : undefined)
  }

  #fail(error: unknown): void {
    this.#set('failed', words(error))
  }

  #set(state: SessionState, message?: string): void {
    this.#state = state
    this.#message = message
    this.#status.fire(this.status)
  }
}

function words(error: unknown): string {
  return error instanceof Error
    ? error.message
    : String(error)
}
