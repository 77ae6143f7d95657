import { MachineError } from '../../machine.ts'

/** A saved state, as v86 makes it, in memory. */
export interface Checkpoint {
  /** Raw state. About as large as the guest's used memory: measured 80–110 MB for the shipped image. */
  state: ArrayBuffer
  /** Consoles whose shells live on in the state, and are closed when it is restored. */
  openConsoles: readonly number[]
}

/**
 * The states that a machine can return to. Each costs the memory of a raw state for as long as the machine lives, or until it is saved anew;
 * nothing is compressed, because returning has to take a tenth of a second.
 */
export class Checkpoints {
  readonly #checkpoints = new Map<string, Checkpoint>()

  set(name: string, checkpoint: Checkpoint): void {
    this.#checkpoints.set(name, checkpoint)
  }

  /** @throws MachineError 'unknown-checkpoint' */
  get(name: string): Checkpoint {
    const checkpoint = this.#checkpoints.get(name)
    if (!checkpoint) {
      const known = [
        ...this.#checkpoints.keys(),
      ].join(', ')
      throw new MachineError('unknown-checkpoint', `There is no checkpoint ${JSON.stringify(name)}. Saved so far: ${known}.`)
    }
    return checkpoint
  }
}
