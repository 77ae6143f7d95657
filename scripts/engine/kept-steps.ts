import type { Machine, Shell } from '../machines/machine.ts'
import type { EditedFile, KeptFile } from './editor/edited-file.ts'
import type { LiveFiles } from './editor/live-files.ts'
import type { KeptPane, Pane } from './pane.ts'
import { abortable } from '../base/abortable.ts'
import { MachineError } from '../machines/machine.ts'

/** What a demo shows at a moment, to which it can be brought back together with its machine. */
interface KeptDemo {
  panes: Map<Pane, KeptPane>
  files: Map<EditedFile, KeptFile>
}

/** What a machine's state after so many presses is kept under. */
function checkpointOf(press: number): string {
  return `press ${press}`
}

/** The states of a demo after each press, to go back to: what it showed is here, the machine has the rest. */
export class KeptSteps {
  readonly #panes: readonly Pane[]
  readonly #files: LiveFiles
  /** By presses done. The machine has kept its part under the name of `checkpointOf`. */
  readonly #kept = new Map<number, KeptDemo>()

  constructor(panes: Iterable<Pane>, files: LiveFiles) {
    this.#panes = [...panes]
    this.#files = files
  }

  /** Those at which no more presses were done, the latest first. */
  until(press: number): number[] {
    return [
      ...this.#kept.keys(),
    ].filter(each => each <= press).sort((one, other) => other - one)
  }

  clear(): void {
    this.#kept.clear()
  }

  /** Keeps the present state, if the machine can do that while the speaker types. */
  async keep(press: number, machine: Machine, signal: AbortSignal): Promise<void> {
    if (!machine.rewind)
      return
    await abortable(machine.save(checkpointOf(press), { signal }), signal)
    // At once, so that the panes have heard of the machine what it had said until then, and no more.
    const panes = this.#panes.map(async (pane): Promise<[Pane, KeptPane]> => [pane, await pane.keep()])
    const files = this.#files.keep()
    const kept = new Map(await Promise.all(panes))
    signal.throwIfAborted()
    this.#kept.set(press, { panes: kept, files })
  }

  /** Brings machine and panes back to a kept state, and forgets the later ones. Answers with whether the machine still had it. */
  async bringBack(press: number, machine: Machine, signal: AbortSignal): Promise<boolean> {
    for (const pane of this.#panes)
      pane.detach()
    let shells: ReadonlyMap<Shell, Shell>
    try {
      shells = await abortable(machine.rewind!(checkpointOf(press), { signal }), signal)
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
    const { panes, files } = this.#kept.get(press)!
    await Promise.all([...panes].map(([pane, kept]) => pane.bringBack(kept, kept.shell && shells.get(kept.shell))))
    this.#files.bringBack(files)
    await this.#files.read(machine, signal)
    return true
  }
}
