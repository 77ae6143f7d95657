import type { Disposable, Event } from '../../base/event.ts'
import type { ResolvedEditor } from '../resolve-demo.ts'
import { Emitter } from '../../base/emitter.ts'
import { fileTooLarge, MAX_FILE_BYTES, utf8Bytes } from '../../protocol/file-size.ts'
import { DemoError } from '../demo-error.ts'
import { changedLines } from './changed-lines.ts'
import { firstLineShown } from './first-line-shown.ts'
import { mergeTexts } from './merge-texts.ts'

/** One change of a file's text: `insert` in place of the characters (UTF-16 code units) `from` … `to` of version `version`. */
export interface FileEdit {
  version: number
  from: number
  to: number
  insert: string
}

/** A file as windows show it. */
export interface FileState {
  text: string
  /** Numbers of the lines, from 1, that are not as they were before the last step that changed the file. */
  changed: number[]
  /** Rises with every change of the text. */
  version: number
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
    const isAnother = text !== this.#text
    this.#saved = text
    this.#before = before
    this.#problem = undefined
    this.#put(text, undefined)
    if (isAnother)
      this.#shown.fire(firstLineShown(changedLines(before, text), text.split('\n').length, this.options.rows) - 1)
  }

  /**
   * The machine's file reads so, and may have been changed there. What is not saved yet stays, beside that change where it is in other lines, else in
   * its place. Answers with whether the editor shows what is in the machine, or an edit of that.
   */
  take(text: string): boolean {
    if (text === this.#saved)
      return true
    if (!this.unsaved || this.kitWrites) {
      this.show(text, this.#text)
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

  /** Somebody's change. @throws DemoError 'busy' where it is not of the text as it stands, the kit is writing, or the file would be too large */
  edit({ version, from, to, insert }: FileEdit, by: unknown): void {
    if (this.kitWrites)
      throw new DemoError('busy', `The kit is writing ${this.options.path}. Edit it afterwards.`)
    if (version !== this.#version || from > to || to > this.#text.length)
      throw new DemoError('busy', `${this.options.path} was changed in another window at the same time. It is shown as it is now; edit it again.`)
    const text = this.#text.slice(0, from) + insert + this.#text.slice(to)
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

  #put(text: string, by: unknown): void {
    this.#text = text
    this.#version++
    this.#change.fire(by)
  }
}
