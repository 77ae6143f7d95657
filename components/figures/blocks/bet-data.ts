import * as v from 'valibot'
import { wordsSchema } from './figure-text.ts'
import { optionsSchema } from './options-schema.ts'

/** What stands in a `figure bet` block. The question is the title of the slide. */
export const betSchema = optionsSchema({
  /** What the room can choose from. They are called A, B, C and D. */
  answers: v.pipe(v.array(v.string()), v.minLength(2), v.maxLength(4)),
  /** Letter of the right one. */
  right: v.picklist(['A', 'B', 'C', 'D']),
  /** Why it is right, shown with the answer. */
  because: wordsSchema,
  /**
   * A demo and the number of its step that gives the answer, such as `pid-namespace 4`: the next slide's. The slide itself then says
   * nothing to the hall, and tells the answer on paper and to the presenter. @default none; a click tells the answer
   */
  proof: v.optional(v.pipe(v.string(), v.regex(/^[a-z\d-]+ [1-9]\d*$/, 'has to be a demo and the number of one of its steps, such as "pid-namespace 4"'))),
})

/** A question with its answers, checked. */
export interface BetData {
  answers: { letter: string, text: string, right: boolean }[]
  because: string | string[]
  /** The step of a demo that gives the answer. */
  proof?: { demo: string, step: number }
  /** Clicks that the figure takes. */
  clicks: number
}

/** Gives the answers their letters. Throws where the right one is not among them. */
export function resolveBet({ answers, right, because, proof }: v.InferOutput<typeof betSchema>): BetData {
  const lettered = answers.map((text, index) => {
    const letter = 'ABCD'[index]!
    return { letter, text, right: letter === right }
  })
  if (!lettered.some(answer => answer.right))
    throw new Error(`right: there is no answer ${right}, only ${lettered.map(({ letter }) => letter).join(', ')}.`)
  const [demo, step] = proof?.split(' ') ?? []
  return {
    answers: lettered,
    because,
    ...demo === undefined
      ? { clicks: 1 }
      : {
          proof: {
            demo,
            step: Number(step),
          },
          clicks: 0,
        },
  }
}
