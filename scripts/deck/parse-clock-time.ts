import { UsageError } from '../base/usage-error.ts'

/** Seconds of a time like `1:30` or `1:02:30`. Throws `UsageError` that names the `place` where it stands. */
export function parseClockTime(text: unknown, place: string): number {
  const [, hours = '0', minutes, seconds] = /^(?:(\d+):(?=\d\d:))?(\d+):(\d\d)$/.exec(String(text)) ?? []
  if (minutes === undefined)
    throw new UsageError(`${place}: "${String(text)}" is not a time. Write minutes and seconds in quotes, such as '4:30'.`)
  return (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)
}
