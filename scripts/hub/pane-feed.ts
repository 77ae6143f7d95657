import type { Disposable } from '../base/event.ts'
import type { Pane } from '../engine/pane.ts'
import type { ServerMessage } from '../protocol/messages.ts'
import { HIGH_WATER_CHARS, LOW_WATER_CHARS } from '../protocol/messages.ts'

/** Milliseconds between two screens for a window that keeps falling behind: drawing one takes the server longer than sending output. */
const CATCH_UP_MS = 100

type PaneMessage
  = | Omit<Extract<ServerMessage, { type: 'output' }>, 'demo'>
    | Omit<Extract<ServerMessage, { type: 'screen' }>, 'demo'>

/**
 * What one window gets of one pane. A window that falls behind gets nothing more until it has caught up, and then the screen as
 * it is: it skips what it could not have shown, costs no memory meanwhile, and never slows the pane for others.
 */
export class PaneFeed implements Disposable {
  readonly #pane: Pane
  readonly #send: (message: PaneMessage) => void
  readonly #listener: Disposable
  #outstanding = 0
  #behind = false
  #refreshed = 0
  #catchUp: NodeJS.Timeout | undefined

  constructor(pane: Pane, send: (message: PaneMessage) => void) {
    this.#pane = pane
    this.#send = send
    this.#listener = pane.onOutput(data => this.#output(data))
  }

  /** Sends the whole screen and forgets what was outstanding. */
  refresh(): void {
    const { name, columns, rows } = this.#pane.options
    clearTimeout(this.#catchUp)
    this.#catchUp = undefined
    this.#refreshed = performance.now()
    this.#outstanding = 0
    this.#behind = false
    this.#send({
      type: 'screen',
      pane: name,
      columns,
      rows,
      data: this.#pane.snapshot(),
    })
  }

  /** The window has shown this many more characters. Claiming more than was sent gains nothing. */
  acknowledge(chars: number): void {
    this.#outstanding = Math.max(0, this.#outstanding - chars)
    if (this.#behind && this.#outstanding < LOW_WATER_CHARS)
      this.#catchUp ??= setTimeout(() => this.refresh(), Math.max(0, this.#refreshed + CATCH_UP_MS - performance.now()))
  }

  dispose(): void {
    clearTimeout(this.#catchUp)
    this.#listener.dispose()
  }

  #output(data: string): void {
    if (this.#behind)
      return
    this.#outstanding += data.length
    this.#send({ type: 'output', pane: this.#pane.options.name, data })
    this.#behind = this.#outstanding > HIGH_WATER_CHARS
  }
}
