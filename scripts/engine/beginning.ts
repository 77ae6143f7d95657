import type { Machine } from '../machines/machine.ts'
import type { ResolvedDemo } from './resolve-demo.ts'
import { BASE_CHECKPOINT } from '../machines/machine.ts'
import { DemoError } from './demo-error.ts'
import { openPanes } from './open-panes.ts'
import { Pane } from './pane.ts'
import { isOfPresses } from './presses.ts'
import { runStep } from './run-step.ts'

/** A part of a demo's setup that runs, for people who wait for it. */
export interface SetupProgress {
  title: string
  /** From 1. */
  part: number
  parts: number
}

export interface BeginningOptions {
  /** The demos this one comes after, first one first, and itself last (`demoChain`). */
  chain: readonly ResolvedDemo[]
  /** A machine that can keep its state does so, for resets and for later machines. */
  keeps: boolean
  onSetup: (progress: SetupProgress) => void
}

/** Where a demo begins: what the demos before it leave behind, and its setup. Brings machines there, without doing all that again where they keep it. */
export class Beginning {
  readonly #options: BeginningOptions
  /** What a machine keeps it under; undefined where it is the machine's own start, or is not to be kept. */
  readonly #state: string | undefined
  /** Machines that can return to it. */
  readonly #keepers = new WeakSet<Machine>()
  #isReached = false

  constructor(options: BeginningOptions) {
    this.#options = options
    this.#state = options.keeps
      ? stateOf(options.chain)
      : undefined
  }

  /** Starts the machine, there if it can. */
  async start(machine: Machine, signal: AbortSignal): Promise<void> {
    this.#isReached = this.#state !== undefined && await machine.startFrom?.(this.#state) === true
    if (this.#isReached)
      this.#keepers.add(machine)
    await machine.start(signal)
  }

  /** Takes a started machine back, whatever was done in it. */
  async restore(machine: Machine, signal: AbortSignal): Promise<void> {
    const isKept = this.#keepers.has(machine)
    this.#isReached = false
    await machine.restore(isKept
      ? this.#state!
      : BASE_CHECKPOINT, { signal })
    this.#isReached = isKept
  }

  /** Does what is missing after `start` or `restore`. @throws DemoError 'setup-failed', and as steps do */
  async reach(machine: Machine, signal: AbortSignal): Promise<void> {
    if (this.#isReached)
      return
    const { chain } = this.#options
    for (const demo of chain.slice(0, -1))
      await this.#replay(demo, machine, signal)
    await this.#setUp(chain.at(-1)!, machine, signal)
    if (this.#state !== undefined && await machine.keep?.(this.#state, { signal }))
      this.#keepers.add(machine)
    this.#isReached = true
  }

  /** Runs an earlier demo to its end, unseen and at full speed; its kernel state stays, its shells go. */
  async #replay(demo: ResolvedDemo, machine: Machine, signal: AbortSignal): Promise<void> {
    await this.#setUp(demo, machine, signal)
    const panes = new Map(demo.panes.map(pane => [
      pane.name,
      new Pane(pane),
    ]))
    try {
      await openPanes(demo.id, machine, panes.values(), signal)
      for (const [index, step] of demo.steps.entries()) {
        await runStep(step, {
          demo: demo.id,
          number: index + 1,
          total: demo.steps.length,
          panes,
          machine,
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

  async #setUp({ id, setup = [], setupTimeout }: ResolvedDemo, machine: Machine, signal: AbortSignal): Promise<void> {
    for (const [index, { title, script }] of setup.entries()) {
      if (title !== undefined)
        this.#options.onSetup({ title, part: index + 1, parts: setup.length })
      const { exitCode, stdout, stderr } = await machine.run(script, { timeout: setupTimeout * 1000, signal })
      if (exitCode !== 0)
        throw new DemoError('setup-failed', `demos/${id}.ts: setup failed with exit status ${exitCode}:\n${(stdout + stderr).trim()}`)
    }
  }
}

/** All that a beginning depends on but the machine. */
function stateOf(chain: readonly ResolvedDemo[]): string | undefined {
  const { setup = [] } = chain.at(-1)!
  const earlier = chain.slice(0, -1)
  if (setup.length + earlier.length === 0)
    return undefined
  return JSON.stringify({
    earlier: earlier.map(({ panes, setup, steps }) => ({ panes, setup, steps })),
    setup: setup.map(({ script }) => script),
  }, (key, value: unknown) => value instanceof RegExp
    ? String(value)
    : isOfPresses(key)
      ? undefined
      : value)
}
