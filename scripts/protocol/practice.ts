/** What a presenter's window and the server say to each other while a speaker practises (`npm run rehearse -- --interactive`), over HTTP. */
import * as v from 'valibot'

/** Path on the deck's own origin. Posting there needs the presenter's cookie, like every write to the deck. */
export const PRACTICE_PATH = '/__practice'

/** Where the window stands, and what the speaker wants of the clock. Answered by a `PracticeState`. */
export const practiceRequest = v.strictObject({
  /** Number of the slide, from 1. */
  slide: v.pipe(v.number(), v.integer(), v.minValue(1)),
  action: v.optional(v.picklist(['pause', 'go on', 'restart'])),
})
export type PracticeRequest = v.InferOutput<typeof practiceRequest>

const seconds = v.pipe(v.number(), v.minValue(0))

/** How the time stands. */
export const practiceState = v.object({
  running: v.boolean(),
  /** Index of the chapter whose time is counted. */
  chapter: v.pipe(v.number(), v.integer(), v.minValue(0)),
  chapters: v.array(v.object({
    title: v.string(),
    /** Seconds spent in it. */
    seconds,
    /** Seconds it may take, where the deck says so. */
    budget: v.optional(seconds),
  })),
})
export type PracticeState = v.InferOutput<typeof practiceState>
