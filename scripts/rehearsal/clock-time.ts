import { UsageError } from '../usage-error.ts'

/** Seconds of a time like `1:30` or `1:02:30`. Throws `UsageError` that names the `place` where it stands. */
export function parseClockTime(text: unknown, place: string): number {
  const [, hours = '0', minutes, seconds] = /^(?:(\d+):(?=\d\d:))?(\d+):(\d\d)$/.exec(String(text)) ?? []
  if (minutes === undefined)
    throw new UsageError(`${place}: "${String(text)}" is not a time. Write minutes and seconds in quotes, such as '4:30'.`)
  return (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
}

/** Seconds as `m:ss`, rounded. */
export function formatClockTime(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** How a time stands to its budget, in words. */
export function budgetWords(seconds: number, budget: number): string {
  const left = Math.round(budget) - Math.round(seconds)
  return left < 0
    ? `${formatClockTime(-left)} over`
    : `${formatClockTime(left)} left`
}
