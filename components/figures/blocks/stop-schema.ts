import * as v from 'valibot'
import { layers } from '../../slide/layer.ts'
import { clickSchema } from './click-schema.ts'
import { wordsSchema } from './figure-text.ts'

/** What every stop of a line may say. */
export const stopEntries = {
  stop: v.string(),
  /** At the line: a year, a number. */
  when: v.optional(v.union([
    v.string(),
    v.pipe(v.number(), v.transform(String)),
  ])),
  text: v.optional(wordsSchema),
  layer: v.optional(v.picklist(layers)),
  /** A filled station: what is there for good, or where it was heading. */
  filled: v.optional(v.boolean()),
  /** Click that brings it. */
  step: clickSchema,
}
