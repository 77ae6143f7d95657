import type { DemoErrorCode } from './demo-error.ts'
import type { Recording } from './recording.ts'
import type { SessionEvent } from './session-state.ts'
import { errorMessage } from '../base/error-message.ts'
import { DemoError } from './demo-error.ts'

/** What a demo can meet that says the machine cannot go on. A broken expectation is none: the machine works, and shows the truth. */
const fatal = new Set<DemoErrorCode>(['timeout', 'shell-ended', 'setup-failed'])

/** What an error means for a session. What no demo says of itself is the machine's. */
export function failureEvent(error: unknown): Extract<SessionEvent, { type: 'blocked' | 'failed' }> {
  const message = errorMessage(error)
  if (!(error instanceof DemoError))
    return { type: 'failed', message, machine: true }
  return error.code === 'blocked'
    ? { type: 'blocked', message }
    : {
        type: 'failed',
        message,
        machine: fatal.has(error.code),
      }
}

/** What stands in a terminal between its live past and the recording below it. */
export function replacementLine({ date }: Recording): string {
  return ` live until here, from here a recording of ${date.slice(0, 10)} `
}
