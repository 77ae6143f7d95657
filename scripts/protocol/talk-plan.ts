/** What a presenter's window asks the server about the deck: how long its parts may take, and what its demos need. Over HTTP, as JSON. */
import * as v from 'valibot'

/** Path on the deck's own origin. */
export const PLAN_PATH = '/__talk-plan'

const seconds = v.pipe(v.number(), v.minValue(0))
const number = v.pipe(v.number(), v.integer(), v.minValue(1))

export const talkPlan = v.object({
  /** Seconds that the whole talk may take, where the deck says so. */
  duration: v.optional(seconds),
  /** The parts of the talk, in order. */
  chapters: v.array(v.object({
    title: v.string(),
    /** Seconds that it may take, where the deck says so. */
    budget: v.optional(seconds),
    /** The numbers of its slides, and the seconds that each takes by its note and its demos. */
    slides: v.array(v.object({ number, seconds })),
  })),
  /** In the order of the talk. */
  demos: v.array(v.object({
    id: v.string(),
    title: v.string(),
    /** Number of the slide on which it stands first. */
    slide: number,
    /** What to say with its first step. */
    cue: v.optional(v.string()),
    /** Seconds that each step takes: its cue spoken, its line typed, and what the machine took when the demo was recorded. Of two presses, the latter with the second. */
    steps: v.array(seconds),
    /** The step, from 1, for which the machine itself took longest when the demo was recorded, where a room notices the wait. */
    slowest: v.optional(v.object({ step: number, seconds })),
  })),
})
export type TalkPlan = v.InferOutput<typeof talkPlan>
export type PlannedDemo = TalkPlan['demos'][number]
