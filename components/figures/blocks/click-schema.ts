import * as v from 'valibot'

/** Number of a click of the slide, from 0: what a part of a figure waits for. */
export const clickSchema = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)))
