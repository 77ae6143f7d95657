import type { DemoErrorCode } from './demo-error.ts'
import type { Recording } from './recording.ts'
import { DemoError } from './demo-error.ts'

/** What a demo can meet that says the machine cannot go on. A broken expectation is none: the machine works, and shows the truth. */
const fatal = new Set<DemoErrorCode>(['timeout', 'shell-ended', 'setup-failed'])

/** Whether a demo that met this error goes on from its recording, if it has one. What no demo says of itself is the machine's. */
export function endsLive(error: unknown): boolean {
  return !(error instanceof DemoError) || fatal.has(error.code)
}

/** What an error says. */
export function words(error: unknown): string {
  return error instanceof Error
    ? error.message
    : String(error)
}

/** What stands in a terminal between its live past and the recording below it. */
export function replacementLine({ date }: Recording): string {
  return ` live until here, from here a recording of ${date.slice(0, 10)} `
}
