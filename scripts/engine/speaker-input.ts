import type { EditedFile, FileEdit } from './editor/edited-file.ts'
import type { LiveDemo } from './live-demo.ts'
import type { Pane } from './pane.ts'
import type { DemoState } from './session-state.ts'
import { DemoError } from './demo-error.ts'

export interface SpeakerInputOptions {
  panes: ReadonlyMap<string, Pane>
  files: ReadonlyMap<string, EditedFile>
  /** Undefined where there is no machine. */
  live: LiveDemo | undefined
  state: () => DemoState
  /** The speaker did something of their own: the machine is not where its last step left it. */
  onTyped: () => void
}

/** What the speaker does beside the steps of a demo: keys, pasted text, and changes of files. Refused where it would be lost or do harm. */
export class SpeakerInput {
  readonly #options: SpeakerInputOptions

  constructor(options: SpeakerInputOptions) {
    this.#options = options
  }

  /** Keys. Ignored while the demo is not there yet; throws `DemoError` `busy` where a recording plays, and where the kit is typing. */
  keys(paneName: string, data: string): void {
    const pane = this.#pane(paneName)
    if (!pane)
      return
    pane.input(data)
    this.#typed()
  }

  /** Text, as with `keys`. Resolves when all of it has been sent; rejects also where the rest of it was dropped. */
  async paste(paneName: string, text: string): Promise<void> {
    const pane = this.#pane(paneName)
    if (!pane)
      return
    this.#typed()
    await pane.paste(text)
  }

  /** A change in an editor's pane. Throws `DemoError` `busy` where it cannot be: what is shown is not what was changed, or no file. */
  edit(paneName: string, edit: FileEdit, by: unknown): void {
    this.#file(paneName).edit(edit, by)
    this.#typed()
  }

  /** Saves what was edited in a pane. Resolves also where that failed: the file says so to all windows. */
  async save(paneName: string): Promise<void> {
    await this.#options.live!.save(this.#file(paneName))
  }

  #pane(name: string): Pane | undefined {
    const { panes, state } = this.#options
    const { source, phase } = state()
    const pane = panes.get(name)
    if (!pane || phase === 'starting')
      return undefined
    if (source === 'recording')
      throw new DemoError('busy', 'This is a recording, which nobody can type into. Switch the demo to live first.')
    if (pane.kitTypes)
      throw new DemoError('busy', `The kit is typing in "${name}". What is pressed there meanwhile is dropped; press it again afterwards.`)
    return pane
  }

  #file(paneName: string): EditedFile {
    const { files, state } = this.#options
    const { source, phase, prepared } = state()
    if (source === 'recording')
      throw new DemoError('busy', 'This is a recording, in which nothing can be edited. Switch the demo to live first.')
    if (phase === 'starting' || !prepared)
      throw new DemoError('busy', 'The demo is not there yet.')
    return files.get(paneName)!
  }

  /** What belongs to a step that is left to the speaker is not their own. */
  #typed(): void {
    const { live, onTyped } = this.#options
    if (live?.waitsForSpeaker)
      return
    live?.touch()
    onTyped()
  }
}
