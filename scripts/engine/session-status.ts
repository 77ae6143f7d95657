import type { SessionState, Source } from '../protocol/messages.ts'
import type { Recording } from './recording.ts'

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
  /** When the recording was made that is playing, ISO 8601. */
  recorded?: string
  /** What failed and what to do; or why a recording plays. */
  message?: string
}

export interface StatusFacts extends Pick<SessionStatus, 'state' | 'step' | 'steps'> {
  source: 'live' | 'recording'
  /** There is a machine to run on. */
  live: boolean
  recording: Recording | undefined
  /** The session is over. */
  closed: boolean
  message: string | undefined
  progress: number | undefined
}

/** Words a session's state for windows. */
export function sessionStatus({ source, live, recording, closed, state, step, steps, message, progress }: StatusFacts): SessionStatus {
  return {
    source: closed || !(live || recording)
      ? 'none'
      : source,
    state,
    step,
    steps,
    sources: [
      ...live
        ? ['live' as const]
        : [],
      ...recording
        ? ['recording' as const]
        : [],
    ],
    ...state === 'starting' && source === 'live' && progress !== undefined
      ? { progress }
      : {},
    ...source === 'recording' && recording
      ? { recorded: recording.date }
      : {},
    ...message === undefined
      ? {}
      : { message },
  }
}
