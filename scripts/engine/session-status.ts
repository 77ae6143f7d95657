import type { SessionState, Source } from '../protocol/messages.ts'
import type { SetupProgress } from './beginning.ts'
import type { Recording } from './recording.ts'
import type { DemoState, SessionFacts } from './session-state.ts'

/** A session's state as windows show it. */
export interface SessionStatus {
  source: Source
  state: SessionState
  /** Steps begun, 0 … `steps`. */
  step: number
  steps: number
  /** The sources that the session can be switched to. */
  sources: Source[]
  /** While the machine is loaded from afar: the share of it that is there, 0 … 1. */
  progress?: number
  /** While the demo's setup runs: how far it is, where it has words for that. */
  setup?: SetupProgress
  /** When the recording was made that is playing, ISO 8601. */
  recorded?: string
  /** By going back, something was undone that the speaker had typed in between. */
  undone?: boolean
  /** What failed or is in the way, and what to do; or why a recording plays. */
  message?: string
}

/** Words a session's state for windows. */
export function sessionStatus({ source, phase, step, returnsTo, undone, message, progress, setup, closed }: DemoState, { steps, live }: SessionFacts, recording: Recording | undefined): SessionStatus {
  return {
    source: closed || !(live || recording)
      ? 'none'
      : source,
    state: returnsTo === undefined
      ? phase
      : 'returning',
    step: returnsTo ?? step,
    steps,
    sources: [
      ...live
        ? ['live' as const]
        : [],
      ...recording
        ? ['recording' as const]
        : [],
    ],
    ...phase === 'starting' && returnsTo === undefined && source === 'live' && progress !== undefined
      ? { progress }
      : {},
    ...phase === 'starting' && returnsTo === undefined && source === 'live' && setup
      ? { setup }
      : {},
    ...source === 'recording' && recording
      ? { recorded: recording.date }
      : {},
    ...undone
      ? { undone }
      : {},
    ...message === undefined
      ? {}
      : { message },
  }
}
