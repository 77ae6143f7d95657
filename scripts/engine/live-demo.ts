import type { Machine, Shell } from '../machines/machine.ts'
import type { KernelSample, SamplePart } from '../probe/sample.ts'
import type { SetupProgress } from './beginning.ts'
import type { EditedFile, KeptFile } from './editor/edited-file.ts'
import type { Pace } from './pace.ts'
import type { KeptPane, Pane } from './pane.ts'
import type { Press } from './presses.ts'
import type { ResolvedDemo } from './resolve-demo.ts'
import { abortable } from '../base/abortable.ts'
import { withDeadline } from '../base/deadline.ts'
import { markPhase } from '../base/phase.ts'
import { MachineError } from '../machines/machine.ts'
import { takeSample } from '../probe/take-sample.ts'
import { Beginning } from './beginning.ts'
import { DemoError } from './demo-error.ts'
import { LiveFiles } from './editor/live-files.ts'
import { openPane, openPanes } from './open-panes.ts'
import { demoPresses } from './presses.ts'
import { runStep } from './run-step.ts'

/** Milliseconds that a machine which has died has to be cleared away, before the next one is started beside what is left. */
const STOP_MS = 20_000

export interface LiveDemoOptions {
  /** The demos this one comes after, first one first, and itself last (`demoChain`). */
  chain: readonly ResolvedDemo[]
  panes: ReadonlyMap<string, Pane>
  /** Those of its editors, by pane. */
  files: ReadonlyMap<string, EditedFile>
  /** Makes a machine, not started yet. Called again after one has died. */
  createMachine: () => Machine
  /** The machine died without being asked to. */
  onDeath: (error: Error) => void
  /** States are kept after each press, where the machine does that fast, to go back to. */
  keepsSteps: boolean
  /** The state after setup is kept, where the machine does that, to begin in. */
  keepsBeginning: boolean
  /** Something went wrong with what follows a beginning. */
  onLateFailure: (error: unknown) => void
  /** A machine that starts is loaded from afar: the share of it that is there, 0 … 1. */
  onProgress: (share: number) => void
  /** A part of the setup that has words for it begins. */
  onSetup: (progress: SetupProgress) => void
}

/** What a demo shows at a moment, to which it can be brought back together with its machine. */
interface KeptDemo {
  panes: Map<Pane, KeptPane>
  files: Map<EditedFile, KeptFile>
}

/** What a machine's state after so many presses is kept under. */
function checkpointOf(press: number): string {
  return `press ${press}`
}

export interface LiveStepOptions {
  pace: Pace
  signal: AbortSignal
  /** The first key is about to be pressed, or the speaker's turn has come. */
  onBegin: () => void
  /** Whether a person is to type the step. */
  leftToSpeaker: boolean
}

/** Runs a demo in a machine of its own. The owner has to stop it. */
export class LiveDemo {
  readonly #options: LiveDemoOptions
  readonly #demo: ResolvedDemo
  readonly #presses: readonly Press[]
  readonly #beginning: Beginning
  /** Made when it is first wanted: a demo that is played from its recording needs none. */
  #machine: Machine | undefined
  /** Aborted, with its last words, when the present machine dies. */
  #death = new AbortController()
  #started = false
  /** Set while a machine is being started. */
  #starting: Promise<void> | undefined
  #giveUp = new AbortController()
  readonly #files: LiveFiles
  /** By presses done: the demo as it was then. The machine has kept that under the name of `checkpointOf`. */
  readonly #kept = new Map<number, KeptDemo>()
  /** Aborted when what follows the last beginning is not wanted any more. */
  #following = new AbortController()
  /** What follows the last beginning: panes that no step needs at once, and the state to go back to. */
  #followed: Promise<void> = Promise.resolve()
  /** Something of the speaker's own was typed since then. */
  #isTouched = false
  /** Set while a step is left to the speaker. */
  #speakerGaveUp: (() => void) | undefined

  constructor(options: LiveDemoOptions) {
    this.#options = options
    this.#demo = options.chain.at(-1)!
    this.#presses = demoPresses(this.#demo)
    this.#files = new LiveFiles(options.files.values())
    this.#beginning = new Beginning({
      chain: options.chain,
      keeps: options.keepsBeginning,
      onSetup: options.onSetup,
    })
  }

  /** The machine has started, and has not died since. */
  get alive(): boolean {
    return this.#started && !this.#death.signal.aborted
  }

  /**
   * Brings the demo to its start, whatever was before; with a new machine where there is none alive. Resolves when the pane of the first step is at
   * its prompt; the others, and what is kept to go back to, follow.
   */
  async begin(signal: AbortSignal, life: AbortSignal): Promise<void> {
    this.#following.abort(new DemoError('busy', 'The demo begins anew.'))
    this.#kept.clear()
    this.#isTouched = false
    if (this.alive) {
      const endedOrDead = AbortSignal.any([signal, this.#death.signal])
      await abortable(this.#beginning.restore(this.#machine!, signal), endedOrDead)
    }
    else {
      await abortable(this.#starting ??= this.#start(life), signal)
    }
    const either = AbortSignal.any([signal, this.#death.signal])
    await this.#beginning.reach(this.#machine!, either)
    markPhase('set up')
    const panes = [
      ...this.#options.panes.values(),
    ]
    const typedFirst = this.#demo.steps.find(({ pane }) => this.#options.panes.has(pane))
    const first = this.#options.panes.get(typedFirst?.pane ?? '') ?? panes[0]!
    const others = panes.filter(pane => pane !== first)
    await Promise.all([
      openPane(this.#demo.id, this.#machine!, first, either),
      ...others.map(pane => pane.expectShell()),
      this.#files.begin(this.#machine!, either),
    ])
    either.throwIfAborted()
    markPhase('first prompt')
    this.#following = new AbortController()
    this.#followed = this.#follow(others, AbortSignal.any([life, this.#following.signal, this.#death.signal]))
    this.#followed.catch(() => { /* The next step, or `onLateFailure`, tells it. */ })
  }

  /** The speaker types something of their own. */
  touch(): void {
    this.#isTouched = true
  }

  /** Saves what was edited in an editor's pane; a failure is told with the file. */
  async save(file: EditedFile): Promise<void> {
    if (this.alive)
      await this.#files.save(file, this.#machine!, this.#death.signal)
  }

  /** Resolves when what follows a beginning is there, or is given up. */
  async followed(): Promise<void> {
    let last
    do {
      last = this.#followed
      await last.catch(() => { /* It has been told. */ })
    } while (last !== this.#followed)
  }

  /**
   * Brings machine and panes back to where `press` presses were done, or to the nearest that is kept before; to the demo's start if there is none.
   * Answers with how many are done there.
   */
  async goBack(press: number, signal: AbortSignal, life: AbortSignal): Promise<number> {
    await abortable(this.followed(), signal)
    for (const kept of [
      ...this.#kept.keys(),
    ].filter(each => each <= press).sort((one, other) => other - one)) {
      if (this.alive && await this.#bringBack(kept, AbortSignal.any([signal, this.#death.signal])))
        return kept
    }
    await this.begin(signal, life)
    return 0
  }

  /** Does press `number` (from 1). Throws as `runStep` does, and what the machine said when it died. */
  async run(number: number, { pace, signal, onBegin, leftToSpeaker }: LiveStepOptions): Promise<void> {
    await abortable(this.#followed, signal)
    const speakerGaveUp = Promise.withResolvers<void>()
    if (leftToSpeaker)
      this.#speakerGaveUp = speakerGaveUp.resolve
    const either = AbortSignal.any([signal, this.#death.signal])
    const { step: stepNumber, part } = this.#presses[number - 1]!
    const step = this.#demo.steps[stepNumber - 1]!
    await this.#files.saveAll(this.#machine!, either)
    const written = 'file' in step
      ? this.#options.files.get(step.pane)
      : undefined
    try {
      if (written)
        written.kitWrites = true
      await runStep(step, {
        demo: this.#demo.id,
        number: stepNumber,
        part,
        total: this.#demo.steps.length,
        panes: this.#options.panes,
        machine: this.#machine!,
        pace,
        signal: either,
        onBegin,
        ...leftToSpeaker
          ? { speakerGaveUp: speakerGaveUp.promise }
          : {},
      })
      if (part !== 'line')
        await this.#files.read(this.#machine!, either)
    }
    catch (error) {
      // What it has done to the files is there, whatever it had promised. Its own failure says more than that of looking.
      await this.#files.read(this.#machine!, either).catch(() => undefined)
      throw error
    }
    finally {
      this.#speakerGaveUp = undefined
      if (written)
        written.kitWrites = false
    }
    await this.#keep(number, either)
  }

  /** Looks at the machine's kernel, for the figure. */
  async sample(parts: readonly SamplePart[], signal: AbortSignal): Promise<KernelSample> {
    return await takeSample(this.#machine!, parts, AbortSignal.any([signal, this.#death.signal]))
  }

  /** The step in progress was left to the speaker: only a person's key can end it. */
  get waitsForSpeaker(): boolean {
    return this.#speakerGaveUp !== undefined
  }

  /** The kit types the step that was left to the speaker after all. */
  typeForSpeaker(): void {
    this.#speakerGaveUp?.()
  }

  /** Stops the machine's CPU use. A start on the way is given up, and what it loads with it; so is what follows a beginning. */
  async suspend(): Promise<void> {
    this.#following.abort(new DemoError('busy', 'The machine is not wanted now.'))
    if (this.#starting)
      this.#giveUp.abort(new DemoError('busy', 'The machine is not wanted any more.'))
    else if (this.alive)
      await this.#machine!.suspend()
  }

  async resume(): Promise<void> {
    if (this.alive)
      await this.#machine!.resume()
  }

  async stop(): Promise<void> {
    await this.#machine?.stop()
  }

  async #follow(panes: readonly Pane[], signal: AbortSignal): Promise<void> {
    try {
      await openPanes(this.#demo.id, this.#machine!, panes, signal)
      markPhase('all prompts')
      // What the speaker was quick to type is no part of the start.
      if (!this.#isTouched)
        await this.#keep(0, signal)
      markPhase('state kept to go back to')
    }
    catch (error) {
      if (!signal.aborted)
        this.#options.onLateFailure(error)
      throw error
    }
  }

  /** Keeps the present state, if the machine can do that while the speaker types. A press counts as done without it, too. */
  async #keep(press: number, signal: AbortSignal): Promise<void> {
    if (!this.#machine!.rewind || !this.#options.keepsSteps)
      return
    await abortable(this.#machine!.save(checkpointOf(press), { signal }), signal)
    // At once, so that the panes have heard of the machine what it had said until then, and no more.
    const panes = [
      ...this.#options.panes.values(),
    ].map(async (pane): Promise<[Pane, KeptPane]> => [pane, await pane.keep()])
    const files = this.#files.keep()
    const kept = new Map(await Promise.all(panes))
    signal.throwIfAborted()
    this.#kept.set(press, { panes: kept, files })
  }

  /** Brings machine and panes back to a kept state. Answers with whether the machine still had it. */
  async #bringBack(press: number, signal: AbortSignal): Promise<boolean> {
    for (const pane of this.#options.panes.values())
      pane.detach()
    let shells: ReadonlyMap<Shell, Shell>
    try {
      shells = await abortable(this.#machine!.rewind!(checkpointOf(press), { signal }), signal)
    }
    catch (error) {
      if (!(error instanceof MachineError) || error.code !== 'unknown-checkpoint')
        throw error
      this.#kept.delete(press)
      return false
    }
    for (const later of [
      ...this.#kept.keys(),
    ].filter(each => each > press))
      this.#kept.delete(later)
    await Promise.all([
      ...this.#kept.get(press)!.panes,
    ].map(([pane, kept]) => pane.bringBack(kept, kept.shell && shells.get(kept.shell))))
    this.#files.bringBack(this.#kept.get(press)!.files)
    await this.#files.read(this.#machine!, signal)
    return true
  }

  async #start(life: AbortSignal): Promise<void> {
    this.#giveUp = new AbortController()
    const wanted = AbortSignal.any([life, this.#giveUp.signal])
    try {
      await this.#stopLast()
      this.#machine = this.#createMachine()
      await this.#beginning.start(this.#machine, wanted)
      markPhase('machine started')
      this.#started = true
    }
    finally {
      this.#starting = undefined
    }
  }

  /** Ends the machine before, as far as it can be ended: the next one does not depend on it. */
  async #stopLast(): Promise<void> {
    const late = (): Error => new DemoError('timeout', `The machine before did not end within ${STOP_MS / 1000} s.`)
    await withDeadline(this.#machine?.stop() ?? Promise.resolve(), STOP_MS, late)
      .catch(() => { /* It has told its last words when it died. */ })
  }

  #createMachine(): Machine {
    const death = new AbortController()
    this.#death = death
    this.#started = false
    const machine = this.#options.createMachine()
    machine.onDeath((error) => {
      death.abort(error)
      this.#options.onDeath(error)
    })
    machine.onProgress?.(this.#options.onProgress)
    return machine
  }
}
