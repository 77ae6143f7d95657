import stripAnsi from 'strip-ansi'
import { unfinishedEscape } from './unfinished-escape.ts'

/** Turns terminal output that comes in pieces into plain text with `\n` line ends, wherever its escape sequences are cut. */
export class PlainText {
  #unfinished = ''

  /** The plain text that is certain by now. */
  take(piece: string): string {
    const text = this.#unfinished + piece
    this.#unfinished = unfinishedEscape(text)
    return stripAnsi(text.slice(0, text.length - this.#unfinished.length)).replaceAll('\r', '')
  }

  /** Forgets a sequence that has begun. */
  reset(): void {
    this.#unfinished = ''
  }
}
