import type { Disposable, Event } from '../../base/event.ts'
import type { ResolvedEditor } from '../resolve-demo.ts'
import type { TextPatch } from './text-patch.ts'
import { Emitter } from '../../base/emitter.ts'
import { fileTooLarge, MAX_FILE_BYTES, utf8Bytes } from '../../protocol/file-size.ts'
import { DemoError } from '../demo-error.ts'
import { changedLines } from './changed-lines.ts'
import { firstLineShown } from './first-line-shown.ts'
import { mergeTexts } from './merge-texts.ts'
import { rebasePatch } from './rebase-patch.ts'
import { applyPatch, textPatch } from './text-patch.ts'

/** Changes that an edit may have missed: those of some seconds in which several people type. */
const MAX_MISSED = 100
/** A change that changes nothing. */
const NO_CHANGE: TextPatch = { from: 0, to: 0, insert: '' }

/** One change of a file's text as it was in version `version`. */
export interface FileEdit extends TextPatch {
  version: number
}

/** A file as windows show it. */
export interface FileState {
  text: string
  /** Numbers of the lines, from 1, that are not as they were before the last step that changed the file. */
  changed: number[]
  /** Rises with every change of the text. */
  version: number
  /** The oldest version of which an edit is taken. */
  oldest: number
  /** The machine's file is another one. */
  unsaved: boolean
  /** Why it could not be saved. */
  problem?: string
}

/** What it takes to show a file again as it was in the machine. */
export interface KeptFile {
  saved: string
  before: string
}

/** The text of one editor's pane, the same for every window. What is in the machine is read and written by `LiveFiles`. */
export class EditedFile implements Disposable {
  readonly options: ResolvedEditor
  /** The text, or what is known of it, is another one. Fires with who has edited it, if anybody. */
  readonly onChange: Event<unknown>
  /** There is another text in place of all there was: what is new stands so many lines below its beginning. */
  readonly onShown: Event<number>
  /** The kit puts the file's next version in the machine: what was edited meanwhile would be lost. */
  kitWrites = false
  readonly #change = new Emitter<unknown>()
  readonly #shown = new Emitter<number>()
  #text = ''
  /** As it is in the machine. */
  #saved = ''
  /** As it was before the last step that changed it. */
  #before = ''
  #version = 0
  /** What has led from the oldest version of which an edit is taken to the present one, a change a version. */
  #changes: TextPatch[] = []
  #problem: string | undefined

  constructor(options: ResolvedEditor) {
    this.options = options
    this.onChange = this.#change.event
    this.onShown = this.#shown.event
  }

  get state(): FileState {
    return {
      text: this.#text,
      changed: changedLines(this.#before, this.#text),
      version: this.#version,
      oldest: this.#version - this.#changes.length,
      unsaved: this.unsaved,
      ...this.#problem === undefined
        ? {}
        : { problem: this.#problem },
    }
  }

  get text(): string {
    return this.#text
  }

  get unsaved(): boolean {
    return this.#text !== this.#saved
  }

  /** Shows a text in place of all there was; it was `before` until the last step that changed it. */
  show(text: string, before = text): void {
    this.#show(text, before, { isChange: false })
  }

  /**
   * The machine's file reads so, and may have been changed there. What is not saved yet stays, beside that change where it is in other lines, else in
   * its place. Answers with whether the editor shows what is in the machine, or an edit of that.
   */
  take(text: string): boolean {
    if (text === this.#saved)
      return true
    if (!this.unsaved || this.kitWrites) {
      this.#show(text, this.#text, { isChange: !this.kitWrites })
      return true
    }
    const merged = mergeTexts(this.#saved, this.#text, text)
    if (merged === undefined)
      return false
    this.#saved = text
    this.#put(merged, undefined)
    return true
  }

  /** The speaker is told that the machine's file reads so, and may save all the same. */
  overrule(text: string): void {
    this.#saved = text
  }

  /**
   * Somebody's change. What others have changed since the version that it is of stays.
   * @throws DemoError 'busy' where both are about the same characters, the kit is writing, or the file would be too large
   */
  edit({ version, ...patch }: FileEdit, by: unknown): void {
    if (this.kitWrites)
      throw new DemoError('busy', `The kit is writing ${this.options.path}. Edit it afterwards.`)
    const edit = this.#rebase(patch, this.#version - version)
    if (!edit || edit.from > edit.to || edit.to > this.#text.length)
      throw new DemoError('busy', `${this.options.path} was changed in another window at the same time. It is shown as it is now; edit it again.`)
    const text = applyPatch(this.#text, edit)
    if (utf8Bytes(text) > MAX_FILE_BYTES)
      throw new DemoError('busy', fileTooLarge(this.options.path))
    this.#put(text, by)
  }

  /** This text is in the machine now. */
  saved(text: string): void {
    this.#saved = text
    this.#problem = undefined
    this.#change.fire(undefined)
  }

  /** It could not be saved. */
  notSaved(problem: string): void {
    this.#problem = problem
    this.#change.fire(undefined)
  }

  keep(): KeptFile {
    return { saved: this.#saved, before: this.#before }
  }

  bringBack({ saved, before }: KeptFile): void {
    this.show(saved, before)
  }

  dispose(): void {
    this.#change.dispose()
    this.#shown.dispose()
  }

  #show(text: string, before: string, { isChange }: { isChange: boolean }): void {
    const isAnother = text !== this.#text
    this.#saved = text
    this.#before = before
    this.#problem = undefined
    this.#put(text, undefined, { isChange })
    if (isAnother)
      this.#shown.fire(firstLineShown(changedLines(before, text), text.split('\n').length, this.options.rows) - 1)
  }

  /** A change as one of the present text, where it is one of the text so many changes ago; undefined where that cannot be. */
  #rebase(patch: TextPatch, missed: number): TextPatch | undefined {
    if (missed < 0 || missed > this.#changes.length)
      return undefined
    return this.#changes.slice(this.#changes.length - missed).reduce<TextPatch | undefined>((rebased, change) => rebased && rebasePatch(rebased, change), patch)
  }

  /** Where it is no change of the text before, no edit of that is taken any more. */
  #put(text: string, by: unknown, { isChange } = { isChange: true }): void {
    this.#changes = isChange
      ? [...this.#changes, textPatch(this.#text, text) ?? NO_CHANGE].slice(-MAX_MISSED)
      : []
    this.#text = text
    this.#version++
    this.#change.fire(by)
  }
}
