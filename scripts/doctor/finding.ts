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

/** Findings of a check, or what kept it from finding anything. */
export async function examine(topic: string, check: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await check()
  }
  catch (error) {
    return [
      { grade: 'bad', topic, words: (error as Error).message },
    ]
  }
}
