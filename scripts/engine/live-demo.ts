import type { Machine } from '../machines/machine.ts'
import type { KernelSample, SamplePart } from '../probe/sample.ts'
import type { SetupProgress } from './beginning.ts'
import type { EditedFile } from './editor/edited-file.ts'
import type { Pace } from './pace.ts'
import type { Pane } from './pane.ts'
import type { Press } from './presses.ts'
import type { ResolvedDemo } from './resolve-demo.ts'
import { abortable } from '../base/abortable.ts'
import { markPhase } from '../base/phase.ts'
import { takeSample } from '../probe/take-sample.ts'
import { Beginning } from './beginning.ts'
import { DemoError } from './demo-error.ts'
import { LiveFiles } from './editor/live-files.ts'
import { KeptSteps } from './kept-steps.ts'
import { MachineLife } from './machine-life.ts'
import { openPane, openPanes } from './open-panes.ts'
import { demoPresses } from './presses.ts'
import { runStep } from './run-step.ts'

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
  readonly #life: MachineLife
  readonly #files: LiveFiles
  readonly #kept: KeptSteps
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
    this.#life = new MachineLife({
      createMachine: options.createMachine,
      startMachine: (machine, signal) => this.#beginning.start(machine, signal),
      onDeath: options.onDeath,
      onProgress: options.onProgress,
    })
    this.#kept = new KeptSteps(options.panes.values(), this.#files)
  }

  /** The machine has started, and has not died since. */
  get alive(): boolean {
    return this.#life.alive
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
      await abortable(this.#beginning.restore(this.#life.machine, signal), this.#life.orDeath(signal))
    }
    else {
      await abortable(this.#life.start(life), signal)
    }
    const either = this.#life.orDeath(signal)
    await this.#beginning.reach(this.#life.machine, either)
    markPhase('set up')
    const panes = [
      ...this.#options.panes.values(),
    ]
    const typedFirst = this.#demo.steps.find(({ pane }) => this.#options.panes.has(pane))
    const first = this.#options.panes.get(typedFirst?.pane ?? '') ?? panes[0]!
    const others = panes.filter(pane => pane !== first)
    await Promise.all([
      openPane(this.#demo.id, this.#life.machine, first, either),
      ...others.map(pane => pane.expectShell()),
      this.#files.begin(this.#life.machine, either),
    ])
    either.throwIfAborted()
    markPhase('first prompt')
    this.#following = new AbortController()
    this.#followed = this.#follow(others, this.#life.orDeath(AbortSignal.any([life, this.#following.signal])))
    this.#followed.catch(() => { /* The next step, or `onLateFailure`, tells it. */ })
  }

  /** The speaker types something of their own. */
  touch(): void {
    this.#isTouched = true
  }

  /** Saves what was edited in an editor's pane; a failure is told with the file. */
  async save(file: EditedFile): Promise<void> {
    if (this.alive)
      await this.#files.save(file, this.#life.machine, this.#life.death)
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
    for (const kept of this.#kept.until(press)) {
      if (this.alive && await this.#kept.bringBack(kept, this.#life.machine, this.#life.orDeath(signal)))
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
    const either = this.#life.orDeath(signal)
    const { step: stepNumber, part } = this.#presses[number - 1]!
    const step = this.#demo.steps[stepNumber - 1]!
    await this.#files.saveAll(this.#life.machine, either)
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
        machine: this.#life.machine,
        pace,
        signal: either,
        onBegin,
        ...leftToSpeaker
          ? { speakerGaveUp: speakerGaveUp.promise }
          : {},
      }).catch(async (error: unknown) => {
        // What it has done to the files is there, whatever it had promised. Its own failure says more than that of looking.
        await this.#files.read(this.#life.machine, either).catch(() => undefined)
        throw error
      })
      if (part !== 'line')
        await this.#files.read(this.#life.machine, either)
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
    return await takeSample(this.#life.machine, parts, this.#life.orDeath(signal))
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
    await this.#life.suspend()
  }

  async resume(): Promise<void> {
    await this.#life.resume()
  }

  async stop(): Promise<void> {
    await this.#life.stop()
  }

  async #follow(panes: readonly Pane[], signal: AbortSignal): Promise<void> {
    try {
      await openPanes(this.#demo.id, this.#life.machine, panes, signal)
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

  /** A press counts as done without it, too. */
  async #keep(press: number, signal: AbortSignal): Promise<void> {
    if (this.#options.keepsSteps)
      await this.#kept.keep(press, this.#life.machine, signal)
  }
}
