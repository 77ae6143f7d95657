import type { Disposable } from '../base/event.ts'
import type { EditedFile } from '../engine/editor/edited-file.ts'
import type { SampleNews } from '../engine/sampler.ts'
import type { Session } from '../engine/session.ts'
import type { FileCause, ServerMessage } from '../protocol/messages.ts'
import type { SharedScroll } from './shared-scroll.ts'
import { PaneFeed } from './pane-feed.ts'

export interface ShownDemoOptions {
  /** Id of the demo. */
  demo: string
  session: Session
  scroll: SharedScroll
  /** Who edits and scrolls, where it is this window; it is not told to scroll as it has scrolled itself. */
  by: unknown
  /** Takes a message to the window. */
  send: (message: ServerMessage) => void
}

/** What one window shows of a demo: what is on panes, files and figure when it begins, and what comes of it until it is disposed. */
export class ShownDemo implements Disposable {
  readonly #options: ShownDemoOptions
  readonly #feeds: ReadonlyMap<string, PaneFeed>
  readonly #listeners: readonly Disposable[]
  /** Ends the watching of the demo's figure, while there is any. */
  #watching: Disposable[] | undefined

  constructor(options: ShownDemoOptions) {
    this.#options = options
    const { demo, session, scroll, by, send } = options
    this.#feeds = new Map([
      ...session.panes.values(),
    ].map(pane => [
      pane.options.name,
      new PaneFeed(pane, message => send({ ...message, demo })),
    ]))
    this.#listeners = [
      ...this.#files.map(file => file.onChange(editor => this.sendFile(file, causeOf(editor, by)))),
      session.onStatus(status => send({ type: 'session', demo, ...status })),
      session.onRestart(pane => this.#feeds.get(pane.options.name)?.refresh()),
      scroll.onScroll(({ pane, up, by: scroller }) => scroller === by || this.#sendScroll(pane, up)),
    ]
  }

  get session(): Session {
    return this.#options.session
  }

  get scroll(): SharedScroll {
    return this.#options.scroll
  }

  /** Sends all that there is so far. */
  begin(): void {
    const { demo, session, scroll, send } = this.#options
    send({ type: 'session', demo, ...session.status })
    for (const feed of this.#feeds.values())
      feed.refresh()
    for (const file of this.#files)
      this.sendFile(file)
    for (const [pane, up] of scroll.positions)
      this.#sendScroll(pane, up)
  }

  /** The window has read so much of a pane. */
  acknowledge(pane: string, chars: number): void {
    this.#feeds.get(pane)?.acknowledge(chars)
  }

  /** Keeps the demo's figure fresh. Idempotent. */
  watch(): void {
    if (this.#watching)
      return
    const { demo, session, send } = this.#options
    const sendSample = (news: SampleNews): void => send({ type: 'sample', demo, ...news })
    this.#watching = [
      session.onSample(sendSample),
      session.watch(),
    ]
    for (const sample of session.samples)
      sendSample(sample)
  }

  unwatch(): void {
    this.#watching?.forEach(each => each.dispose())
    this.#watching = undefined
  }

  /** Throws where the demo has no such editor. */
  file(pane: string): EditedFile {
    const { demo, session } = this.#options
    const file = session.files.get(pane)
    if (!file)
      throw new Error(`demo "${demo}" has no editor "${pane}"`)
    return file
  }

  sendFile(file: EditedFile, cause: FileCause = 'machine'): void {
    const { demo, send } = this.#options
    send({
      type: 'file',
      demo,
      pane: file.options.name,
      cause,
      ...file.state,
    })
  }

  dispose(): void {
    this.unwatch()
    for (const disposable of [
      ...this.#listeners,
      ...this.#feeds.values(),
    ])
      disposable.dispose()
  }

  get #files(): EditedFile[] {
    return [
      ...this.#options.session.files.values(),
    ]
  }

  #sendScroll(pane: string, up: number): void {
    const { demo, send } = this.#options
    send({
      type: 'scroll',
      demo,
      pane,
      up,
    })
  }
}

function causeOf(editor: unknown, window: unknown): FileCause {
  if (editor === undefined)
    return 'machine'
  return editor === window
    ? 'own'
    : 'other'
}
