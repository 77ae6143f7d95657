import type { ClientMessage } from '../protocol/messages.ts'
import { MAX_PASTE_CHARS, PASTE_TOO_LONG } from '../protocol/messages.ts'

type PasteMessage = Extract<ClientMessage, { type: 'paste' }>

/** Puts together what a window pastes, from the messages that it comes in. */
export class GatheredPaste {
  #demo = ''
  #pane = ''
  #text = ''

  /**
   * Takes a message, and answers with the whole paste after its last one.
   * @throws Error where that is too long
   */
  take({ demo, pane, data, more }: PasteMessage): string | undefined {
    if (demo !== this.#demo || pane !== this.#pane)
      this.#text = ''
    this.#demo = demo
    this.#pane = pane
    // What is too long anyway is not kept.
    if (this.#text.length <= MAX_PASTE_CHARS)
      this.#text += data
    if (more)
      return undefined
    const text = this.#text
    this.#text = ''
    if (text.length > MAX_PASTE_CHARS)
      throw new Error(PASTE_TOO_LONG)
    return text
  }
}
