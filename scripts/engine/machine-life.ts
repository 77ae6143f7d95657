import type { Machine } from '../machines/machine.ts'
import { withDeadline } from '../base/deadline.ts'
import { markPhase } from '../base/phase.ts'
import { DemoError } from './demo-error.ts'

/** Milliseconds that a machine which has died has to be cleared away, before the next one is started beside what is left. */
const STOP_MS = 20_000

export interface MachineLifeOptions {
  /** Makes a machine, not started yet. Called again after one has died. */
  createMachine: () => Machine
  /** Starts one that was made. */
  startMachine: (machine: Machine, signal: AbortSignal) => Promise<void>
  /** The machine died without being asked to. */
  onDeath: (error: Error) => void
  /** A machine that starts is loaded from afar: the share of it that is there, 0 … 1. */
  onProgress: (share: number) => void
}

/** The machine of a demo, and the next one where it has died. The owner has to stop it. */
export class MachineLife {
  readonly #options: MachineLifeOptions
  /** Made when it is first wanted: a demo that is played from its recording needs none. */
  #machine: Machine | undefined
  /** Aborted, with its last words, when the present machine dies. */
  #death = new AbortController()
  #started = false
  /** Set while a machine is being started. */
  #starting: Promise<void> | undefined
  #giveUp = new AbortController()

  constructor(options: MachineLifeOptions) {
    this.#options = options
  }

  /** The machine has started, and has not died since. */
  get alive(): boolean {
    return this.#started && !this.#death.signal.aborted
  }

  /** The present one. Expects that one was started. */
  get machine(): Machine {
    return this.#machine!
  }

  /** Aborted when the present machine dies. */
  get death(): AbortSignal {
    return this.#death.signal
  }

  /** Aborts as `signal` does, and when the present machine dies. */
  orDeath(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.death])
  }

  /** Starts a new machine, or waits for the one that is being started. `life` is that of its owner. */
  async start(life: AbortSignal): Promise<void> {
    await (this.#starting ??= this.#start(life))
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
      await this.#stopLast()
      this.#machine = this.#createMachine()
      await this.#options.startMachine(this.#machine, wanted)
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
