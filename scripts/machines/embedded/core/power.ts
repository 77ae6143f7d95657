import type { Emulator } from './v86-emulator.ts'

/** What v86 has for starting and stopping, and for ending the sleep in which it would notice neither. */
export type Switch = Pick<Emulator, 'run' | 'stop' | 'is_running'> & { stopIdling: () => void }

/** Runs the emulator exactly while nothing holds it, and never starts and stops it at once (v86's `stop` would hang). */
export class Power {
  readonly #switch: Switch
  readonly #holds = new Set<string>()
  #settling: Promise<void> | undefined

  constructor(machine: Switch) {
    this.#switch = machine
  }

  isHeldBy(reason: string): boolean {
    return this.#holds.has(reason)
  }

  get isHeld(): boolean {
    return this.#holds.size > 0
  }

  /** Resolves when the emulator stands still. */
  async hold(reason: string): Promise<void> {
    this.#holds.add(reason)
    await this.#settle()
  }

  /** Resolves when the emulator runs again, or when something else is found to hold it. */
  async release(reason: string): Promise<void> {
    this.#holds.delete(reason)
    await this.#settle()
  }

  async #settle(): Promise<void> {
    while (this.#switch.is_running() === this.isHeld) {
      this.#settling ??= this.#step().finally(() => {
        this.#settling = undefined
      })
      await this.#settling
    }
  }

  async #step(): Promise<void> {
    if (!this.isHeld)
      return await this.#switch.run()
    const stopped = this.#switch.stop()
    this.#switch.stopIdling()
    await stopped
  }
}
