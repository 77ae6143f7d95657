import type { ServerMessage } from '../../scripts/protocol/messages.ts'
import type { PlannedDemo } from '../../scripts/protocol/talk-plan.ts'
import { formatClockTime } from '../../scripts/protocol/clock-time.ts'
import { recordedOn } from '../terminal/recording-words.ts'

export type ExpectedDemo = Omit<Extract<ServerMessage, { type: 'expected' }>, 'type' | 'demo'>

/** Where a demo that comes will run, and whether it is ready, in words. `machine` is what the server calls its machines: "on …". */
export function expectedWords({ source, state, recorded }: ExpectedDemo, machine: string): string {
  if (source === 'recording') {
    return recorded === undefined
      ? 'plays its recording'
      : `plays its recording of ${recordedOn(recorded)}`
  }
  if (source === 'none')
    return 'has neither a machine nor a recording'
  return {
    off: `runs ${machine}`,
    waiting: 'starts with its slide: no machine is free',
    starting: `starts ${machine}`,
    returning: `goes back ${machine}`,
    ready: `ready ${machine}`,
    typing: `types ${machine}`,
    blocked: `ready ${machine}`,
    failed: `failed ${machine}`,
  }[state]
}

/** The longest wait of a demo. A recording plays as long; a machine may be faster than the one it was recorded on. */
export function waitWords({ step, seconds }: NonNullable<PlannedDemo['slowest']>): string {
  return `step ${step} took ${formatClockTime(seconds)} when it was recorded`
}

/** How far away something is. */
export function slidesAway(count: number): string {
  return count === 1
    ? 'on the next slide'
    : `in ${count} slides`
}
