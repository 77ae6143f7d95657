import type { Machine } from '../../machines/machine.ts'
import type { EditedFile, KeptFile } from './edited-file.ts'
import { errorMessage } from '../../base/error-message.ts'
import { Exclusive } from '../../base/exclusive.ts'
import { DemoError } from '../demo-error.ts'
import { findMachineFile, readMachineFile, writeMachineFile } from './machine-file.ts'

/** Keeps the texts of a demo's editors and the files of its machine alike. One call at a time, so that no text overtakes a newer one. */
export class LiveFiles {
  readonly #files: readonly EditedFile[]
  readonly #turn = new Exclusive()

  constructor(files: Iterable<EditedFile>) {
    this.#files = [...files]
  }

  /** Shows the files as they are at the demo's beginning. @throws DemoError 'file' */
  async begin(machine: Machine, signal: AbortSignal): Promise<void> {
    await this.#each(async file => file.show(await readMachineFile(machine, file.options.path, { signal })))
  }

  /** Looks what a step has made of the files. @throws DemoError 'file' */
  async read(machine: Machine, signal: AbortSignal): Promise<void> {
    await this.#each(async (file) => {
      file.take(await readMachineFile(machine, file.options.path, { signal }))
    })
  }

  /** Saves what was edited, before a step. @throws DemoError 'blocked' */
  async saveAll(machine: Machine, signal: AbortSignal): Promise<void> {
    for (const file of this.#files.filter(({ unsaved }) => unsaved)) {
      const problem = await this.save(file, machine, signal)
      if (problem !== undefined)
        throw new DemoError('blocked', `${problem}. The next step would run without what you have edited: mend that, then go on.`)
    }
  }

  /** Saves a file, with what a command has changed in it meanwhile in other lines. Answers with why that was not possible. */
  async save(file: EditedFile, machine: Machine, signal: AbortSignal): Promise<string | undefined> {
    return await this.#turn.run(async () => {
      const { path } = file.options
      try {
        const found = await findMachineFile(machine, path, { signal })
        if (found !== undefined && !file.take(found)) {
          file.overrule(found)
          throw new DemoError('file', `${path} was changed in the machine, too, in the same lines; saved once more, this text takes the place of that`)
        }
        const { text } = file
        if (text !== found)
          await writeMachineFile(machine, path, text, { signal })
        file.saved(text)
        return undefined
      }
      catch (error) {
        signal.throwIfAborted()
        const problem = errorMessage(error)
        file.notSaved(problem)
        return problem
      }
    })
  }

  keep(): Map<EditedFile, KeptFile> {
    return new Map(this.#files.map(file => [
      file,
      file.keep(),
    ]))
  }

  bringBack(kept: ReadonlyMap<EditedFile, KeptFile>): void {
    for (const [file, each] of kept)
      file.bringBack(each)
  }

  async #each(action: (file: EditedFile) => Promise<void>): Promise<void> {
    await this.#turn.run(async () => {
      for (const file of this.#files)
        await action(file)
    })
  }
}
