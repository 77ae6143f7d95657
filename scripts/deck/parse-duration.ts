import { UsageError } from '../base/usage-error.ts'
import { parser } from '../slidev/slidev.ts'

/** Seconds of a deck's `duration`, such as `45min`. Throws `UsageError` that names the deck's `file`. */
export function parseDuration(duration: string | number, file: string): number {
  try {
    const { seconds } = parser.parseTimeString(duration)
    if (seconds > 0)
      return seconds
  }
  catch {
    // Slidev says what is left over of it, not where.
  }
  throw new UsageError(`${file}, duration: "${duration}" is not a time. Write it with its unit, such as 45min or 1h30min.`)
}
