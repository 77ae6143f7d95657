import type { Machine } from '../machines/machine.ts'
import type { KernelSample, SamplePart } from '../probe/sample.ts'
import type { Pace } from './pace.ts'
import type { ResolvedDemo } from './resolve-demo.ts'
import { BASE_CHECKPOINT } from '../machines/machine.ts'
import { takeSample } from '../probe/take-sample.ts'
import { abortable } from './abortable.ts'
import { DemoError } from './demo-error.ts'
import { Pane } from './pane.ts'
import { runStep } from './run-step.ts'
import { waitUntil } from './wait-until.ts'

/** Milliseconds until a fresh shell must have shown its prompt. */
const FIRST_PROMPT_MS = 15_000
/** Milliseconds a demo's hidden setup script may take. */
const SETUP_MS = 60_000

export interface LiveDemoOptions {
  /** The demos this one comes after, first one first, and itself last (`demoChain`). */
  chain: readonly ResolvedDemo[]
  panes: ReadonlyMap<string, Pane>
  /** Makes a machine, not started yet. Called again after one has died. */
  createMachine: () => Machine
  /** The machine died without being asked to. */
  onDeath: (error: Error) => void
  /** A machine that starts is loaded from afar: the share of it that is there, 0 … 1. */
  onProgress: (share: number) => void
}

export interface LiveStepOptions {
  pace: Pace
  signal: AbortSignal
  /** Whether a person is to type the step. */
  leftToSpeaker: boolean
}

/** Runs a demo in a machine of its own. Whoever makes it stops it. */
export class LiveDemo {
  readonly #options: LiveDemoOptions
  readonly #demo: ResolvedDemo
  /** Made when it is first wanted: a demo that is played from its recording needs none. */
  #machine: Machine | undefined
  /** Aborted, with its last words, when the present machine dies. */
  #death = new AbortController()
  #started = false
  /** Set while a machine is being started. */
  #starting: Promise<void> | undefined
  #giveUp = new AbortController()
  /** Set while a step is left to the speaker. */
  #speakerGaveUp: (() => void) | undefined

  constructor(options: LiveDemoOptions) {
    this.#options = options
    this.#demo = options.chain.at(-1)!
  }

  /** The machine has started, and has not died since. */
  get alive(): boolean {
    return this.#started && !this.#death.signal.aborted
  }

  /** Brings the panes to the demo's start, whatever was before; with a new machine where there is none alive. */
  async begin(signal: AbortSignal, life: AbortSignal): Promise<void> {
    if (this.alive) {
      await this.#machine!.restore(BASE_CHECKPOINT)
    }
    else {
      await abortable(this.#starting ??= this.#start(life), signal)
    }
    const either = AbortSignal.any([signal, this.#death.signal])
    for (const demo of this.#options.chain.slice(0, -1))
      await this.#replay(demo, either)
    await this.#setUp(this.#demo, either)
    await this.#openPanes(this.#options.panes, either)
  }

  /** Runs step `number` (from 1). Throws as `runStep` does, and what the machine said when it died. */
  async run(number: number, { pace, signal, leftToSpeaker }: LiveStepOptions): Promise<void> {
    const speakerGaveUp = Promise.withResolvers<void>()
    if (leftToSpeaker)
      this.#speakerGaveUp = speakerGaveUp.resolve
    try {
      await runStep(this.#demo.steps[number - 1]!, {
        demo: this.#demo.id,
        number,
        total: this.#demo.steps.length,
        panes: this.#options.panes,
        machine: this.#machine!,
        pace,
        signal: AbortSignal.any([signal, this.#death.signal]),
        ...leftToSpeaker
          ? { speakerGaveUp: speakerGaveUp.promise }
          : {},
      })
    }
    finally {
      this.#speakerGaveUp = undefined
    }
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

  /** Stops the machine's CPU use. A start on the way is given up, and what it loads with it. */
  async suspend(): Promise<void> {
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

  async #start(life: AbortSignal): Promise<void> {
    this.#giveUp = new AbortController()
    const wanted = AbortSignal.any([life, this.#giveUp.signal])
    try {
      await this.#machine?.stop()
      this.#machine = this.#createMachine()
      await this.#machine.start(wanted)
      this.#started = true
    }
    finally {
      this.#starting = undefined
    }
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

  /** Runs an earlier demo to its end, unseen and at full speed; its kernel state stays, its shells go. */
  async #replay(demo: ResolvedDemo, signal: AbortSignal): Promise<void> {
    await this.#setUp(demo, signal)
    const panes = new Map(demo.panes.map(pane => [
      pane.name,
      new Pane(pane),
    ]))
    try {
      await this.#openPanes(panes, signal)
      for (const [index, step] of demo.steps.entries()) {
        await runStep(step, {
          demo: demo.id,
          number: index + 1,
          total: demo.steps.length,
          panes,
          machine: this.#machine!,
          pace: 'fast',
          signal,
        })
      }
    }
    finally {
      for (const pane of panes.values()) {
        pane.shell?.kill()
        pane.dispose()
      }
    }
  }

  async #setUp({ id, setup }: ResolvedDemo, signal: AbortSignal): Promise<void> {
    if (setup === undefined)
      return
    const { exitCode, stdout, stderr } = await this.#machine!.run(setup, { timeout: SETUP_MS, signal })
    if (exitCode !== 0)
      throw new DemoError('setup-failed', `demos/${id}.ts: setup failed with exit status ${exitCode}:\n${(stdout + stderr).trim()}`)
  }

  async #openPanes(panes: ReadonlyMap<string, Pane>, signal: AbortSignal): Promise<void> {
    await Promise.all([
      ...panes.values(),
    ].map(async (pane) => {
      const shell = await this.#machine!.openShell(pane.options)
      if (signal.aborted)
        shell.kill()
      signal.throwIfAborted()
      pane.attach(shell)
      if (!await waitUntil(() => pane.output.atPrompt, pane.output.onChange, FIRST_PROMPT_MS, signal))
        throw new DemoError('timeout', `${this.#demo.id}: the shell of "${pane.options.name}" showed no prompt within ${FIRST_PROMPT_MS / 1000} s. Its screen:\n${pane.screenText()}`)
    }))
  }
}
