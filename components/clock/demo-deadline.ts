import { formatClockTime } from '../../scripts/protocol/clock-time.ts'

/** Seconds before it is too late, from which the speaker is told. */
const TOLD_SECONDS = 60

export interface TimeLeft {
  seconds: number
  of: 'chapter' | 'talk'
}

export interface DemoDeadline {
  /** The demo does not fit any more. */
  late: boolean
  words: string
}

/** What is left of the chapter or of the talk, whichever ends first; undefined where neither has a budget. */
export function shorterLeft(lefts: readonly TimeLeft[]): TimeLeft | undefined {
  return lefts.toSorted((one, other) => one.seconds - other.seconds)[0]
}

/** Whether a demo, or what is left of one that has begun, can still be finished in time; undefined while there is time enough. */
export function demoDeadline(needed: number, left: TimeLeft | undefined, begun: boolean): DemoDeadline | undefined {
  if (!left || needed === 0)
    return undefined
  const spare = left.seconds - needed
  if (spare >= TOLD_SECONDS)
    return undefined
  const what = begun
    ? 'The rest of this demo'
    : 'The demo'
  const rest = left.seconds <= 0
    ? `none is left of the ${left.of}`
    : `${formatClockTime(left.seconds)} left of the ${left.of}`
  if (spare < 0)
    return { late: true, words: `${what} takes ${formatClockTime(needed)}, ${rest}` }
  return {
    late: false,
    words: begun
      ? `${what} takes ${formatClockTime(needed)}, ${rest}`
      : `Begin the demo within ${formatClockTime(spare)}: it takes ${formatClockTime(needed)}`,
  }
}
