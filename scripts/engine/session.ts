import type { Disposable, Event } from '../base/event.ts'
import type { Job } from '../base/worker.ts'
import type { Press } from './presses.ts'
import type { ResolvedDemo } from './resolve-demo.ts'
import type { SampleNews } from './sampler.ts'
import type { SessionOptions } from './session-options.ts'
import type { DemoState, SessionEffect, SessionEvent, SessionFacts } from './session-state.ts'
import type { SessionStatus } from './session-status.ts'
import { withDeadline } from '../base/deadline.ts'
import { Emitter } from '../base/emitter.ts'
import { errorMessage } from '../base/error-message.ts'
import { waitUntil } from '../base/wait-until.ts'
import { Worker } from '../base/worker.ts'
import { DemoError } from './demo-error.ts'
import { EditedFile } from './editor/edited-file.ts'
import { failureEvent, replacementLine } from './fall-back.ts'
import { FigureSamples } from './figure-samples.ts'
import { firstSource } from './first-source.ts'
import { LiveDemo } from './live-demo.ts'
import { Pane } from './pane.ts'
import { demoPresses } from './presses.ts'
import { RecordedDemo } from './recorded-demo.ts'
import { sessionStatus } from './session-status.ts'
import { initialState, next } from './session-transition.ts'
import { SpeakerInput } from './speaker-input.ts'

/** Seconds that a machine has to end, before its session is over without it. */
const STOP_SECONDS = 20

/**
 * One running demo, shared by every window that shows it. Steps are run one after the other towards a target that only rises,
 * so that any number of windows may ask for the same step. Where the machine fails, the demo goes on from its recording.
 * What becomes of the session by what happens is decided in `session-transition.ts`; here it is done.
 */
export class Session {
  readonly demo: ResolvedDemo
  readonly panes: ReadonlyMap<string, Pane>
  /** What the demo's editors show, by pane. */
  readonly files: ReadonlyMap<string, EditedFile>
  /** What the session counts as its steps. */
  readonly presses: readonly Press[]
  readonly onStatus: Event<SessionStatus>
  /** A pane shows something else from here on: what windows show of it is void, `snapshot()` is the truth. */
  readonly onRestart: Event<Pane>
  /** What the machine's kernel is like, live or as it was recorded, while the demo's figure is watched. */
  readonly onSample: Event<SampleNews>
  /** Where the speaker types and edits beside the steps. */
  readonly speaker: SpeakerInput
  readonly #status = new Emitter<SessionStatus>()
  readonly #restart = new Emitter<Pane>()
  readonly #changed = new Emitter<void>()
  readonly #options: SessionOptions
  readonly #facts: SessionFacts
  readonly #life = new AbortController()
  readonly #live: LiveDemo | undefined
  readonly #recorded: RecordedDemo | undefined
  readonly #figure: FigureSamples
  readonly #worker = new Worker()
  #state: DemoState

  constructor(options: SessionOptions) {
    const { chain, createMachine, recording, reason } = options
    this.#options = options
    this.demo = chain.at(-1)!
    this.presses = demoPresses(this.demo)
    this.panes = new Map(this.demo.panes.map(pane => [
      pane.name,
      new Pane(pane),
    ]))
    this.files = new Map(this.demo.editors.map(editor => [
      editor.name,
      new EditedFile(editor),
    ]))
    this.onStatus = this.#status.event
    this.onRestart = this.#restart.event
    this.#live = createMachine && new LiveDemo({
      chain,
      panes: this.panes,
      files: this.files,
      createMachine,
      keepsSteps: options.keepsSteps ?? true,
      keepsBeginning: options.keepsBeginning ?? true,
      onDeath: error => this.#dispatch({
        type: 'died',
        message: errorMessage(error),
      }),
      onLateFailure: error => this.#dispatch(failureEvent(error)),
      onProgress: share => this.#dispatch({ type: 'loaded', share }),
      onSetup: setup => this.#dispatch({ type: 'sets-up', setup }),
    })
    this.speaker = new SpeakerInput({
      panes: this.panes,
      files: this.files,
      live: this.#live,
      state: () => this.#state,
      onTyped: () => this.#dispatch({ type: 'typed' }),
    })
    this.#recorded = recording && new RecordedDemo(this.demo, recording, this.panes, this.files)
    this.#figure = new FigureSamples({
      demo: this.demo,
      panes: this.panes,
      live: this.#live,
      recorded: this.#recorded,
      state: () => this.#state,
    })
    this.onSample = this.#figure.onSample
    this.#facts = {
      steps: this.presses.length,
      live: this.#live !== undefined,
      recording: recording !== undefined,
    }
    this.#state = initialState(firstSource(options), reason)
    for (const pane of this.panes.values()) {
      // A machine that died takes its shells along; its own last words say more.
      pane.onExit(exitCode => this.#live?.alive && this.#dispatch({
        type: 'shell-ended',
        message: `The shell of "${pane.options.name}" ended (exit status ${exitCode}). Reset the demo to get a new one.`,
      }))
    }
  }

  get status(): SessionStatus {
    return sessionStatus(this.#state, this.#facts, this.#recorded?.recording)
  }

  /** Brings the demo to its start, on a machine or from the recording. Failures end in state `failed`, not in a rejection. */
  async start(): Promise<void> {
    this.#dispatch({ type: 'start' })
    await this.#until(() => this.#state.work !== 'prepare')
    await this.#live?.followed()
  }

  /** Wants steps 1…`to` done. Idempotent; asking for less than was asked before changes nothing. */
  advance(to: number): void {
    this.#dispatch({ type: 'advance', to })
  }

  /**
   * Takes the demo back to where `to` steps were done: its machine with all that is in it, or its recording. What the speaker typed since then is
   * undone. Nothing where no more than that is done or wanted.
   */
  back(to: number): void {
    this.#dispatch({ type: 'back', to })
  }

  /** Shows a recording as it stood when `step` steps were done. Of a machine's steps, only the last one, if it failed, is no longer counted. */
  seek(step: number): void {
    this.#dispatch({ type: 'seek', to: step })
  }

  /** Goes on from the other source at the same step. */
  switchTo(source: 'live' | 'recording'): void {
    this.#dispatch({ type: 'switch', source })
  }

  /** Back to the demo's start, whatever runs; with a new machine if the old one died. */
  async reset(): Promise<void> {
    this.#dispatch({ type: 'reset' })
    await this.#until(() => this.#state.work !== 'prepare')
    await this.#live?.followed()
  }

  /** Samples of the demo's figure as it stands, oldest first: the newest live one, or what the recording has of the last minute. */
  get samples(): readonly SampleNews[] {
    return this.#figure.present
  }

  /** The demo's figure is watched until disposed; the machine is sampled only meanwhile. Does nothing where the demo has no figure. */
  watch(): Disposable {
    return this.#figure.watch()
  }

  /** Samples the live machine now, for callers that need to know what the last step did. */
  async takeSample(): Promise<SampleNews | undefined> {
    return await this.#figure.take()
  }

  /** Stops the machine's CPU use, if there is one. */
  async suspend(): Promise<void> {
    this.#figure.pause()
    await this.#live?.suspend()
  }

  /** Lets the machine go on, where it is wanted. */
  async resume(): Promise<void> {
    if (this.#state.source !== 'live')
      return
    await this.#live?.resume()
    this.#figure.goOn()
  }

  /** Resolves once nothing is left to do without the speaker: the target is reached, a step failed, or one was left to them. */
  async idle(): Promise<void> {
    const isIdle = (): boolean => this.#state.work === undefined || this.#live?.waitsForSpeaker === true
    do {
      await this.#until(isIdle)
      await this.#live?.followed()
    } while (!isIdle())
  }

  /** Ends the session and its machine. @throws DemoError 'timeout' where the machine does not end */
  async stop(): Promise<void> {
    this.#life.abort(new DemoError('busy', 'The demo was closed.'))
    this.#figure.dispose()
    this.#dispatch({ type: 'close' })
    try {
      await withDeadline(Promise.all([
        this.#live?.stop(),
        this.#worker.ended,
      ]), STOP_SECONDS * 1000, () => new DemoError('timeout', `The machine of ${this.demo.id} did not end within ${STOP_SECONDS} s.`))
    }
    finally {
      for (const each of [
        ...this.panes.values(),
        ...this.files.values(),
      ])
        each.dispose()
      for (const emitter of [
        this.#status,
        this.#restart,
        this.#changed,
      ])
        emitter.dispose()
    }
  }

  async #until(condition: () => boolean): Promise<void> {
    await waitUntil(condition, this.#changed.event, Number.POSITIVE_INFINITY)
  }

  #dispatch(event: SessionEvent): void {
    const { state, effects } = next(this.#state, event, this.#facts)
    const isNews = state !== this.#state
    this.#state = state
    for (const effect of effects)
      (this.#effects[effect.type] as (effect: SessionEffect) => void)(effect)
    if (isNews && !state.closed)
      this.#status.fire(this.status)
    this.#changed.fire()
  }

  readonly #effects = {
    'prepare': ({ source }) => {
      this.#figure.pause()
      this.#work(async (signal) => {
        await this.#prepare(source, signal)
        return { type: 'prepared', step: 0 }
      })
    },
    'go-back': ({ step }) => {
      this.#figure.pause()
      this.#work(async signal => ({ type: 'prepared', step: await this.#live!.goBack(step, signal, this.#life.signal) }))
    },
    'show': ({ step, below }) => {
      this.#figure.pause()
      this.#work(async () => {
        await (below
          ? this.#recorded!.showBelow(replacementLine(this.#recorded!.recording), step)
          : this.#recorded!.show(step))
        return { type: 'prepared', step }
      })
    },
    'run': ({ step, isNewest }) => this.#work(async (signal) => {
      await this.#runStep(step, isNewest, signal)
      return { type: 'done' }
    }),
    'cancel': () => this.#worker.cancel(),
    'restart': () => {
      for (const pane of this.panes.values())
        this.#restart.fire(pane)
      this.#figure.goOn()
    },
    'type-for-speaker': () => this.#live?.typeForSpeaker(),
    // It is given up; that it cannot even be suspended changes nothing.
    'suspend': () => void this.suspend().catch(() => undefined),
  } satisfies { [Type in SessionEffect['type']]: (effect: Extract<SessionEffect, { type: Type }>) => void }

  #work(job: Job<SessionEvent>): void {
    this.#worker.work(job, {
      done: end => this.#dispatch(end),
      failed: error => this.#dispatch(failureEvent(error)),
    })
  }

  async #prepare(source: 'live' | 'recording', signal: AbortSignal): Promise<void> {
    const { id } = this.demo
    if (source === 'recording') {
      if (!this.#recorded)
        throw new DemoError('recording', `There is no recording of ${id}. Make it: npm run rehearse -- --demo ${id}`)
      return await this.#recorded.show(0)
    }
    if (!this.#live)
      throw new DemoError('recording', this.#options.reason ?? `There is neither a machine for ${id} nor a recording. Make one: npm run rehearse -- --demo ${id}`)
    await this.#live.begin(signal, this.#life.signal)
  }

  /** Types or plays a step, or what one press does of it. It counts from when its first key is pressed. */
  async #runStep(number: number, isNewest: boolean, signal: AbortSignal): Promise<void> {
    // Only the newest step is worth watching; those before it are on the way there.
    const pace = isNewest
      ? this.#options.pace ?? 'human'
      : 'fast'
    const onBegin = (): void => {
      if (!signal.aborted)
        this.#dispatch({ type: 'begun' })
    }
    if (this.#state.source === 'recording') {
      onBegin()
      return await this.#recorded!.play(number, {
        pace,
        signal,
        onSample: sample => this.#figure.played({ sample }),
      })
    }
    const leftToSpeaker = 'speaker' in this.demo.steps[this.presses[number - 1]!.step - 1]! && isNewest && this.#options.speaker === true
    await this.#live!.run(number, { pace, signal, onBegin, leftToSpeaker })
  }
}
