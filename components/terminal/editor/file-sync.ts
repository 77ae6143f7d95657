import type { ServerMessage } from '../../../scripts/protocol/messages.ts'
import type { TextPatch } from './text-patch.ts'
import { MAX_INPUT_CHARS } from '../../../scripts/protocol/messages.ts'
import { splitInput } from '../../../scripts/protocol/split-input.ts'
import { textPatch } from './text-patch.ts'

export type FileReport = Extract<ServerMessage, { type: 'file' }>

/** What shows a file in this window. */
export interface FileSink {
  /** The file is like that now. Where `replaces`, its text is to stand in place of the editor's. */
  file: (report: FileReport, replaces: boolean) => void
  /** Shows what stands so many lines below the beginning. */
  scroll: (down: number) => void
}

export interface FileSyncOptions {
  edit: (patch: TextPatch & { version: number }) => void
  save: () => void
  sink: FileSink
  /** All that was edited in this window is known to the server. */
  onSettled: () => void
}

/**
 * Keeps one editor and the server's text alike. Every report of the server is the whole truth; of this window's edits, one is on its way at a time, of
 * the text that was reported last, and what is typed meanwhile follows as one.
 */
export class FileSync {
  readonly sink: FileSink
  readonly #options: FileSyncOptions
  #reported: FileReport | undefined
  /** What the editor shows. */
  #text = ''
  #isOnItsWay = false
  #isToBeSaved = false

  constructor(options: FileSyncOptions) {
    this.sink = options.sink
    this.#options = options
  }

  /** The server knows all that was edited here. */
  get isSettled(): boolean {
    return !this.#reported || (!this.#isOnItsWay && this.#text === this.#reported.text)
  }

  take(report: FileReport): void {
    const isAnswer = this.#isOnItsWay && report.own
    this.#isOnItsWay = false
    this.#reported = report
    const replaces = !isAnswer && report.text !== this.#text
    if (replaces) {
      this.#text = report.text
      this.#isToBeSaved = false
    }
    this.sink.file(report, replaces)
    this.#next()
  }

  /** The editor's text is this one now, by somebody in this window. */
  edited(text: string): void {
    this.#text = text
    this.#next()
  }

  save(): void {
    this.#isToBeSaved = true
    this.#next()
  }

  /** The connection is gone, and the answer with it. The next report says what has become of it. */
  forget(): void {
    this.#reported = undefined
    this.#isOnItsWay = false
    this.#isToBeSaved = false
  }

  #next(): void {
    if (this.#isOnItsWay || !this.#reported)
      return
    const patch = textPatch(this.#reported.text, this.#text)
    if (patch) {
      this.#isOnItsWay = true
      // Of a long one the rest is what differs once this part has been answered.
      this.#options.edit({ ...patch, insert: splitInput(patch.insert, MAX_INPUT_CHARS)[0] ?? '', version: this.#reported.version })
      return
    }
    if (this.#isToBeSaved) {
      this.#isToBeSaved = false
      this.#options.save()
    }
    this.#options.onSettled()
  }
}
