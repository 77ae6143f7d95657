import type { TextPatch } from '../../../scripts/engine/editor/text-patch.ts'
import type { ServerMessage } from '../../../scripts/protocol/messages.ts'
import { rebaseText } from '../../../scripts/engine/editor/rebase-patch.ts'
import { applyPatch, textPatch } from '../../../scripts/engine/editor/text-patch.ts'
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
  /** The file is like that now. The editor is to show this text, which has what was edited in it meanwhile. */
  file: (report: FileReport, replacement: Replacement, text: string) => void
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

/** An edit that has no answer yet. */
interface SentEdit {
  /** Version of the text that it is of. */
  version: number
  /** What the server makes of the text that it has reported last, once the edit arrives; undefined where it will refuse it. */
  text: string | undefined
}

/**
 * Keeps one editor and the server's text alike. Every report of the server is the whole truth; of this window's edits, one is on its way at a time, of
 * the text that was reported last, and what is typed meanwhile follows as one. What others change meanwhile comes in beside both.
 */
export class FileSync {
  readonly sink: FileSink
  readonly #options: FileSyncOptions
  #reported: FileReport | undefined
  /** What the editor shows. */
  #text = ''
  #sent: SentEdit | undefined
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
    const shown = this.#text
    const merged = this.#merged(report)
    this.#text = merged ?? this.#sent?.text ?? report.text
    this.#reported = report
    // It was asked for another text.
    if (merged === undefined)
      this.#isToBeSaved = false
    const isChange = merged !== undefined && (report.cause === 'own' || report.cause === 'other')
    this.sink.file(report, this.#text === shown
      ? 'none'
      : isChange
        ? 'change'
        : 'whole', this.#text)
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

  /** What is reported, with what was edited here and is not in it yet; undefined where something of that is lost. */
  #merged(report: FileReport): string | undefined {
    const known = this.#reported
    const sent = this.#sent
    if (!known)
      return undefined
    if (sent && (report.cause === 'own' || report.cause === 'refused')) {
      this.#sent = undefined
      // What was refused because of somebody else's change may have given way to that already.
      return report.cause === 'refused' && sent.text !== undefined
        ? undefined
        : rebaseText(sent.text ?? known.text, this.#text, report.text)
    }
    if ((sent?.version ?? known.version) < report.oldest) {
      if (sent)
        sent.text = undefined
      return undefined
    }
    if (sent?.text === undefined)
      return rebaseText(known.text, this.#text, report.text)
    const before = sent.text
    sent.text = rebaseText(known.text, before, report.text)
    return sent.text === undefined
      ? undefined
      : rebaseText(before, this.#text, sent.text)
  }

  #next(): void {
    if (this.#sent !== undefined || !this.#reported)
      return
    const patch = textPatch(this.#reported.text, this.#text)
    if (patch) {
      const { version, text } = this.#reported
      // Of a long one the rest is what differs once this part has been answered.
      const part = { ...patch, insert: splitInput(patch.insert, MAX_INPUT_CHARS)[0] ?? '' }
      this.#sent = {
        version,
        text: applyPatch(text, part),
      }
      this.#options.edit({ ...part, version })
      return
    }
    if (this.#isToBeSaved) {
      this.#isToBeSaved = false
      this.#options.save()
    }
    this.#options.onSettled()
  }
}
