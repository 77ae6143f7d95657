import type { TextPatch } from '../../../scripts/engine/editor/text-patch.ts'
import type { ServerMessage } from '../../../scripts/protocol/messages.ts'
import { textPatch } from '../../../scripts/engine/editor/text-patch.ts'
import { MAX_INPUT_CHARS } from '../../../scripts/protocol/messages.ts'
import { splitInput } from '../../../scripts/protocol/split-input.ts'

export type FileReport = Extract<ServerMessage, { type: 'file' }>

/**
 * What becomes of the editor's text: it stays; somebody else's change comes in; or there is another text in its place, to which nothing that was
 * done in the editor before can be undone any more.
 */
export type Replacement = 'none' | 'change' | 'whole'

/** What shows a file in this window. */
export interface FileSink {
  /** The file is like that now. */
  file: (report: FileReport, replacement: Replacement) => void
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
  /** Version of the text of which an edit is on its way. */
  #sent: number | undefined
  #isToBeSaved = false

  constructor(options: FileSyncOptions) {
    this.sink = options.sink
    this.#options = options
  }

  /** The server knows all that was edited here. */
  get isSettled(): boolean {
    return !this.#reported || (this.#sent === undefined && this.#text === this.#reported.text)
  }

  take(report: FileReport): void {
    const replacement = this.#replacement(report)
    if (this.#isAnswer(report))
      this.#sent = undefined
    this.#reported = report
    if (replacement !== 'none') {
      this.#text = report.text
      this.#isToBeSaved = false
    }
    this.sink.file(report, replacement)
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
    this.#sent = undefined
    this.#isToBeSaved = false
  }

  #isAnswer({ cause }: FileReport): boolean {
    return this.#sent !== undefined && (cause === 'own' || cause === 'refused')
  }

  #replacement(report: FileReport): Replacement {
    const known = this.#reported
    if (this.#isAnswer(report)) {
      // What was refused because the text is another one has given way to that already.
      return report.cause === 'refused' && report.version === this.#sent
        ? 'whole'
        : 'none'
    }
    // News of the text that is known, such as that it is saved, may come while an edit of it is on its way.
    if (report.text === this.#text || (report.version === known?.version && report.text === known.text))
      return 'none'
    return report.cause === 'other' && this.isSettled
      ? 'change'
      : 'whole'
  }

  #next(): void {
    if (this.#sent !== undefined || !this.#reported)
      return
    const patch = textPatch(this.#reported.text, this.#text)
    if (patch) {
      this.#sent = this.#reported.version
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
