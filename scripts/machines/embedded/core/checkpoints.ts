import type { Unread } from './control-channel.ts'
import type { KeptShell } from './shell-table.ts'
import type { Snapshot, StateKeeper } from './state-keeper.ts'
import { BASE_CHECKPOINT, MachineError } from '../../machine.ts'

/** A state that a machine can return to. */
export interface Checkpoint {
  snapshot: Snapshot
  /** What was under way on the control channel. */
  unread: Unread
  /** Shells that live on in the state. */
  shells: readonly KeptShell[]
  /** Consoles on which one was being opened. */
  openingConsoles: readonly number[]
}

/** The states that a machine can return to. When they take too much memory, those that were not used for longest are forgotten. */
export class Checkpoints {
  readonly #keeper: Pick<StateKeeper, 'bytes' | 'retain'>
  readonly #limitBytes: number
  /** In the order of last use, oldest first. */
  readonly #checkpoints = new Map<string, Checkpoint>()

  constructor(keeper: Pick<StateKeeper, 'bytes' | 'retain'>, limitBytes: number) {
    this.#keeper = keeper
    this.#limitBytes = limitBytes
  }

  /** Memory that they take. */
  get bytes(): number {
    const snapshots = [
      ...this.#checkpoints.values(),
    ].map(({ snapshot }) => snapshot)
    const parts = new Set(snapshots.flatMap(({ devices, memory }) => [...devices, memory]))
    return [...parts].reduce((sum, { byteLength }) => sum + byteLength, this.#keeper.bytes)
  }

  set(name: string, checkpoint: Checkpoint): void {
    if (this.#checkpoints.has(name))
      this.#forget(name)
    this.#checkpoints.set(name, checkpoint)
    const others = [
      ...this.#checkpoints.keys(),
    ].filter(other => other !== name && other !== BASE_CHECKPOINT)
    while (this.bytes > this.#limitBytes && others.length > 0)
      this.#forget(others.shift()!)
  }

  /** @throws MachineError 'unknown-checkpoint' */
  get(name: string): Checkpoint {
    const checkpoint = this.#checkpoints.get(name)
    if (!checkpoint) {
      const known = [
        ...this.#checkpoints.keys(),
      ].join(', ')
      throw new MachineError('unknown-checkpoint', `There is no checkpoint ${JSON.stringify(name)}. Kept now: ${known}.`)
    }
    this.#checkpoints.delete(name)
    this.#checkpoints.set(name, checkpoint)
    return checkpoint
  }

  #forget(name: string): void {
    this.#checkpoints.delete(name)
    this.#keeper.retain([
      ...this.#checkpoints.values(),
    ].map(({ snapshot }) => snapshot))
  }
}
