import type { QmpClient } from './qmp-client.ts'
import { randomUUID } from 'node:crypto'
import { BASE_CHECKPOINT, MachineError } from '../machine.ts'
import { DISK } from './qemu-process.ts'

/** The snapshots in a machine's disk, by checkpoint. */
export class Snapshots {
  /** QEMU's name of every checkpoint. */
  readonly #tags = new Map([
    [BASE_CHECKPOINT, BASE_CHECKPOINT],
  ])

  /** The disk has had this one from the start. */
  add(checkpoint: string, tag: string): void {
    this.#tags.set(checkpoint, tag)
  }

  /** Saves the present state, in place of what was saved under the name before. `tag` is QEMU's name for it where another machine is to find it. */
  async save(qmp: QmpClient, checkpoint: string, tag?: string): Promise<void> {
    const former = this.#tags.get(checkpoint)
    if (former !== undefined && former === tag)
      await remove(qmp, former)
    // A disk that was kept may have snapshots of another machine.
    const saved = tag ?? `checkpoint-${randomUUID()}`
    await snapshot(qmp, 'save', saved)
    this.#tags.set(checkpoint, saved)
    if (former !== undefined && former !== tag)
      await remove(qmp, former)
  }

  /** QEMU's name of a checkpoint. @throws MachineError 'unknown-checkpoint' */
  find(checkpoint: string): string {
    const tag = this.#tags.get(checkpoint)
    if (tag === undefined) {
      throw new MachineError('unknown-checkpoint', `There is no checkpoint ${JSON.stringify(checkpoint)}. Saved so far: ${[
        ...this.#tags.keys(),
      ].join(', ')}.`)
    }
    return tag
  }

  /** Returns to a snapshot. The guest has to stand still. */
  async load(qmp: QmpClient, tag: string): Promise<void> {
    await snapshot(qmp, 'load', tag)
  }
}

async function snapshot(qmp: QmpClient, verb: 'save' | 'load', tag: string): Promise<void> {
  await qmp.runJob(`snapshot-${verb}`, {
    tag,
    vmstate: DISK,
    devices: [DISK],
  })
}

async function remove(qmp: QmpClient, tag: string): Promise<void> {
  await qmp.runJob('snapshot-delete', {
    tag,
    devices: [DISK],
  })
}
