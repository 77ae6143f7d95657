import type { Event, Machine } from '../machines/machine.ts'
import type { SessionState, Source } from '../protocol/messages.ts'
import type { Pace } from './pace.ts'
import type { ResolvedDemo } from './resolve-demo.ts'
import { Emitter } from '../machines/emitter.ts'
import { BASE_CHECKPOINT } from '../machines/machine.ts'
import { DemoError } from './demo-error.ts'
import { Pane } from './pane.ts'
import { runStep } from './run-step.ts'
import { waitUntil } from './wait-until.ts'

/** Milliseconds until a fresh shell must have shown its prompt. */
const FIRST_PROMPT_MS = 15_000
/** Milliseconds a demo's hidden setup script may take. */
const SETUP_MS = 60_000

export interface SessionOptions {
  /** The demos this one comes after, first one first, and itself last (`demoChain`). */
  chain: readonly ResolvedDemo[]
  /** Makes a machine of the session's own, not started yet. Called again when a reset finds the machine dead. The session stops it. */
  createMachine: () => Machine
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
  /** What failed and what to do. */
  message?: string
}

/**
 * One running demo, shared by every window that shows it. Steps are run one after the other towards a target that only rises,
 * so that any number of windows may ask for the same step.
 */
export class Session {
  readonly demo: ResolvedDemo
  readonly panes: ReadonlyMap<string, Pane>
  readonly onStatus: Event<SessionStatus>
  /** A pane starts over with another shell: what windows show of it is void, `snapshot()` is the truth. */
  readonly onRestart: Event<Pane>
  readonly #status = new Emitter<SessionStatus>()
  readonly #restart = new Emitter<Pane>()
  readonly #options: SessionOptions
  readonly #life = new AbortController()
  #round = new AbortController()
  #machine: Machine
  /** Started, and not dead since. */
  #machineUsable = false
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
  #speakerGaveUp: (() => void) | undefined

  constructor(options: SessionOptions) {
    this.#options = options
    this.demo = options.chain.at(-1)!
    this.#machine = this.#createMachine()
    this.panes = new Map(this.demo.panes.map(pane => [
      pane.name,
      new Pane(pane),
    ]))
    this.onStatus = this.#status.event
    this.onRestart = this.#restart.event
    for (const pane of this.panes.values()) {
      // A machine that died takes its shells along; its own last words say more.
      pane.onExit(exitCode => this.#life.signal.aborted || this.#state === 'starting' || !this.#machineUsable
        || this.#set('failed', `The shell of "${pane.options.name}" ended (exit status ${exitCode}). Reset the demo to get a new one.`))
    }
  }

  get machine(): Machine {
    return this.#machine
  }

  get status(): SessionStatus {
    return {
      source: this.#life.signal.aborted ? 'none' : 'live',
      state: this.#state,
      step: this.#begun,
      steps: this.demo.steps.length,
      ...(this.#message === undefined
        ? {}
        : { message: this.#message }),
    }
  }

  /** Starts the machine and brings the demo to its start. Failures end in state `failed`, not in a rejection. */
  async start(): Promise<void> {
    await this.#enqueue(async (signal) => {
      await this.#startMachine()
      await this.#prepare(signal)
    })
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

  /** Back to the demo's start, whatever runs; with a new machine if the old one died. */
  async reset(): Promise<void> {
    this.#round.abort(new DemoError('busy', 'The demo was reset.'))
    this.#round = new AbortController()
    this.#begun = 0
    this.#target = 0
    this.#prepared = false
    this.#set('starting')
    await this.#enqueue(async (signal) => {
      if (this.#machineUsable) {
        await this.#machine.restore(BASE_CHECKPOINT)
      }
      else {
        await this.#machine.stop()
        this.#machine = this.#createMachine()
        await this.#startMachine()
      }
      await this.#prepare(signal)
    })
  }

  /** Keys of the speaker. Ignored while the demo is not there yet. */
  input(paneName: string, data: string): void {
    const pane = this.panes.get(paneName)
    if (!pane || this.#state === 'starting')
      return
    pane.touched = true
    pane.write(data)
  }

  /** Resolves once nothing is left to do without the speaker: the target is reached, a step failed, or one was left to them. */
  async idle(): Promise<void> {
    await waitUntil(() => this.#jobs === 0 || this.#waitsForSpeaker, this.#activity.event, Number.POSITIVE_INFINITY)
  }

  async stop(): Promise<void> {
    const reason = new DemoError('busy', 'The demo was closed.')
    this.#life.abort(reason)
    this.#round.abort(reason)
    await this.#machine.stop()
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

  /** From the machine's base state to the demo's start: what it comes after, its setup, its panes at their prompts. */
  async #prepare(signal: AbortSignal): Promise<void> {
    for (const demo of this.#options.chain.slice(0, -1))
      await this.#replay(demo, signal)
    await this.#setUp(this.demo, signal)
    await this.#openPanes(this.panes, signal)
    for (const pane of this.panes.values())
      this.#restart.fire(pane)
    this.#prepared = true
    this.#set('ready')
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
          machine: this.#machine,
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
    const { exitCode, stdout, stderr } = await this.#machine.run(setup, { timeout: SETUP_MS, signal })
    if (exitCode !== 0)
      throw new DemoError('setup-failed', `demos/${id}.ts: setup failed with exit status ${exitCode}:\n${(stdout + stderr).trim()}`)
  }

  async #openPanes(panes: ReadonlyMap<string, Pane>, signal: AbortSignal): Promise<void> {
    await Promise.all([
      ...panes.values(),
    ].map(async (pane) => {
      const shell = await this.#machine.openShell(pane.options)
      if (signal.aborted)
        shell.kill()
      signal.throwIfAborted()
      pane.attach(shell)
      if (!await waitUntil(() => pane.output.atPrompt, pane.output.onChange, FIRST_PROMPT_MS, signal))
        throw new DemoError('timeout', `${this.demo.id}: the shell of "${pane.options.name}" showed no prompt within ${FIRST_PROMPT_MS / 1000} s. Its screen:\n${pane.screenText()}`)
    }))
  }

  async #catchUp(signal: AbortSignal): Promise<void> {
    if (!this.#prepared)
      this.#target = this.#begun
    while (this.#begun < this.#target) {
      signal.throwIfAborted()
      const step = this.demo.steps[this.#begun]!
      this.#begun++
      // Only the newest step is worth watching; those before it are on the way there.
      const newest = this.#begun === this.#target
      const speakerGaveUp = Promise.withResolvers<void>()
      const leftToSpeaker = 'speaker' in step && newest && this.#options.speaker === true
      this.#speakerGaveUp = speakerGaveUp.resolve
      this.#waitsForSpeaker = leftToSpeaker
      this.#activity.fire()
      this.#set('typing')
      try {
        await runStep(step, {
          demo: this.demo.id,
          number: this.#begun,
          total: this.demo.steps.length,
          panes: this.panes,
          machine: this.#machine,
          pace: newest
            ? this.#options.pace ?? 'human'
            : 'fast',
          signal,
          ...(leftToSpeaker
            ? { speakerGaveUp: speakerGaveUp.promise }
            : {}),
        })
      }
      catch (error) {
        // The speaker decides whether to go on; later steps are not typed into a demo that went wrong.
        // After a reset, the target is already the next round's.
        if (!signal.aborted)
          this.#target = this.#begun
        throw error
      }
      finally {
        this.#speakerGaveUp = undefined
        this.#waitsForSpeaker = false
      }
      this.#set('ready')
    }
  }

  #createMachine(): Machine {
    const machine = this.#options.createMachine()
    machine.onDeath((error) => {
      this.#machineUsable = false
      this.#fail(error)
    })
    return machine
  }

  async #startMachine(): Promise<void> {
    await this.#machine.start(this.#life.signal)
    this.#machineUsable = true
  }

  #fail(error: unknown): void {
    this.#set('failed', error instanceof Error
      ? error.message
      : String(error))
  }

  #set(state: SessionState, message?: string): void {
    this.#state = state
    this.#message = message
    this.#status.fire(this.status)
  }
}
