import * as v from 'valibot'
import { linesOf, plainWords } from './figure-text.ts'
import { optionsSchema } from './options-schema.ts'
import { stopEntries } from './stop-schema.ts'

const stopSchema = optionsSchema({
  ...stopEntries,
  /** At the right edge. */
  aside: v.optional(v.string()),
  /** A dashed station: what is none. */
  ghost: v.optional(v.boolean()),
  /** What must not happen, or has failed. */
  bad: v.optional(v.boolean()),
})

/** What stands in a `figure stops` block. */
export const stopsSchema = optionsSchema({
  title: v.string(),
  /** The figure in words, for those who do not see it. @default made from the stops */
  description: v.optional(v.string()),
  /** An arrow leads from each name to its text. */
  arrows: v.optional(v.boolean()),
  /** From the top down. */
  stops: v.pipe(v.array(stopSchema), v.minLength(1)),
})

export type FigureStop = v.InferOutput<typeof stopSchema>

/** A line of stops, checked. */
export interface StopsData {
  title: string
  description: string
  arrows: boolean
  stops: FigureStop[]
  /** Clicks that the figure takes. */
  clicks: number
}

/** Completes what was left out. */
export function resolveStops({ title, description, arrows = false, stops }: v.InferOutput<typeof stopsSchema>): StopsData {
  return {
    title,
    description: description ?? stops.map(({ stop, when, text, aside }) => plainWords([
      ...when === undefined
        ? []
        : [when],
      stop,
      ...linesOf(text),
      ...aside === undefined
        ? []
        : [aside],
    ].join(', '))).join('; '),
    arrows,
    stops,
    clicks: Math.max(...stops.map(({ step = 0 }) => step)),
  }
}
