import type { SessionState, Source } from '../../scripts/protocol/messages.ts'
import type { SessionReport } from './demo-session.ts'
import type { SocketState } from './demo-socket.ts'

/** What a pane says about itself (`data-state`): the session's state, or why there is none. */
export type PaneState = SessionState | 'waiting' | 'disconnected' | 'off'

/** All that the status of a demo depends on, in words (`data-source`, `data-state`, `data-step`). */
export interface DemoView {
  source: Source
  state: PaneState
  /** Steps begun; where some take two presses, presses, as everywhere in sessions. */
  step: number
  steps: number
  /** What the demo can be switched to. */
  sources: readonly Source[]
  /** While the machine is loaded from afar: the share of it that is there, 0 … 1. */
  progress?: number
  /** While the demo's setup runs: the part that does, from 1. */
  setup?: { title: string, part: number, parts: number }
  /** When the recording that plays was made, ISO 8601. */
  recorded?: string
  /** By going back, something was undone that the speaker had typed in between. */
  undone?: boolean
  /** What failed and what to do, when `state` is `failed`; what is in the way, when it is `blocked`; why a recording plays, when it is not by choice; what a `waiting` demo waits for. */
  message?: string
}

export interface DemoViewOptions {
  /** The demo's slide has been shown in this window. */
  entered: boolean
  socket: SocketState
  report: SessionReport | undefined
  /** Why there is no machine for the demo yet. */
  waiting?: string | undefined
  steps: number
}

/** What a window shows of a demo, from what it knows. A lost connection outweighs the last report, which may be old. */
export function demoView({ entered, socket, report, waiting, steps }: DemoViewOptions): DemoView {
  const nothing = {
    source: 'none',
    step: report?.step ?? 0,
    steps,
    sources: [],
  } as const
  if (!entered)
    return { ...nothing, state: 'off' }
  if (socket === 'lost' || socket === 'refused')
    return { ...nothing, state: 'disconnected' }
  if (socket === 'open' && waiting !== undefined)
    return { ...nothing, state: 'waiting', message: waiting }
  if (socket !== 'open' || !report)
    return { ...nothing, state: 'starting' }
  return report
}

/** Whether a demo's files can be edited: what is typed into them before their machine is there would be lost. */
export function areFilesThere({ source, state }: Pick<DemoView, 'source' | 'state'>): boolean {
  return source === 'live' && state !== 'starting' && state !== 'returning'
}

/** What a window without a connection tells the people in front of it. On a published site, the server is a part of the page. */
export function disconnectedMessage(socket: SocketState, published = false): string {
  if (published)
    return 'The part of this page that plays demos could not be loaded. Check the connection and reload the page.'
  return socket === 'lost'
    ? 'The connection to the demo server was lost; trying again. If npm start was ended, start it and open the address that it prints.'
    : 'This window is not connected. Open the address that npm start printed.'
}
