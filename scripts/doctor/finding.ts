import { withDeadline } from '../base/deadline.ts'

/** What the doctor saw of one thing. */
export interface Finding {
  /** `good`: as it should be. `note`: the talk goes on without it. `bad`: the talk does not run, or not as it was rehearsed. */
  grade: 'good' | 'note' | 'bad'
  topic: string
  /** What was seen, as a sentence or less. */
  words: string
  /** The exact command, or the deed, that mends it. */
  remedy?: string
}

/** One thing to look at, and what to say where the look fails. */
export interface Examination {
  topic: string
  /** What to do where the check finds nothing, because it failed. */
  remedy: string
  /** How bad that is. @default 'bad' */
  grade?: Finding['grade']
  /** Milliseconds for the check. @default 60_000 */
  milliseconds?: number
}

/** Findings of a check, or what kept it from finding anything: one that fails or hangs keeps no other from being told. */
export async function examine({ topic, remedy, grade = 'bad', milliseconds = 60_000 }: Examination, check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await withDeadline(check(), milliseconds, () => new Error(`nothing was heard for ${milliseconds / 1000} s`))
  }
  catch (error) {
    return [
      {
        grade,
        topic,
        words: firstLine(error),
        remedy,
      },
    ]
  }
}

/** What an error says, without logs of calls and the like. */
export function firstLine(error: unknown): string {
  return (error instanceof Error
    ? error.message
    : String(error)).split('\n', 1)[0]!.trim()
}
