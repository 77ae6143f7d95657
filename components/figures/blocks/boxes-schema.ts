import type { ArrowText } from './arrow-text.ts'
import * as v from 'valibot'
import { layers } from '../../slide/layer.ts'
import { clickSchema } from './click-schema.ts'
import { wordsSchema } from './figure-text.ts'
import { optionsSchema } from './options-schema.ts'

/** Where a label may stand beside its arrow. */
const labelSides = ['above', 'below', 'left', 'right'] as const

const look = {
  /** Shown in place of the box's name. */
  title: v.optional(v.string()),
  /** Lines below the title. */
  text: v.optional(wordsSchema),
  /** Dashed and without fill: what is not there any more, or only for a moment. */
  ghost: v.optional(v.boolean()),
  /** A quiet card rather than one in the layer's colour. */
  quiet: v.optional(v.boolean()),
  layer: v.optional(v.picklist(layers)),
}

export const boxSchema = optionsSchema({
  ...look,
  /** Lines are commands, paths or values. */
  mono: v.optional(v.boolean()),
  /** Words without a box. */
  bare: v.optional(v.boolean()),
  /** The title is as large as that of a slide: a number to remember. */
  large: v.optional(v.boolean()),
  /** Lines begin in the top left corner: a list. */
  list: v.optional(v.boolean()),
  /** Lines of a list take the whole height, so that those of lists beside each other stand side by side. */
  spread: v.optional(v.boolean()),
  /** The lines stand beside the title. */
  inline: v.optional(v.boolean()),
  /** As small as its words, in the middle of its cells. */
  narrow: v.optional(v.boolean()),
  /** What must not happen, or has failed. */
  bad: v.optional(v.boolean()),
  /** Click that brings it. */
  step: clickSchema,
  /** Last click at which it is there. */
  until: clickSchema,
  /** How it looks from a click on. */
  from: v.optional(v.record(v.string(), optionsSchema(look))),
})

const frame = optionsSchema({
  /** Names of boxes that it goes around. */
  around: v.pipe(v.array(v.string()), v.minLength(1)),
  title: v.optional(v.string()),
  layer: v.optional(v.picklist(layers)),
  step: clickSchema,
})

const arrow = v.union([
  v.string(),
  optionsSchema({
    arrow: v.string(),
    layer: v.optional(v.picklist(layers)),
    step: clickSchema,
    /** Last click at which it is there. */
    until: clickSchema,
    /** What must not happen. */
    bad: v.optional(v.boolean()),
    /** Where its label stands. @default above a horizontal leg, right of a vertical one */
    side: v.optional(v.picklist(labelSides)),
  }),
])

/** What stands in a `figure boxes` block. */
export const boxesSchema = optionsSchema({
  title: v.string(),
  /** The figure in words, for those who do not see it. @default made from the boxes and arrows */
  description: v.optional(v.string()),
  /** A line per row, a name per column; `.` is an empty cell, and a name that stands in several cells is a box of their size. */
  grid: v.string(),
  /** All columns are of the same width. @default as wide as their words need, and the rest shared out */
  even: v.optional(v.boolean()),
  boxes: v.optional(v.record(v.string(), v.nullable(boxSchema))),
  frames: v.optional(v.record(v.string(), frame)),
  arrows: v.optional(v.array(arrow)),
})

export type BoxesSource = v.InferOutput<typeof boxesSchema>
export type BoxLook = v.InferOutput<typeof boxSchema>

export interface GridBox extends BoxLook {
  name: string
}
export interface GridFrame extends v.InferOutput<typeof frame> {
  name: string
}
export interface GridArrow extends ArrowText {
  layer?: (typeof layers)[number] | undefined
  step?: number | undefined
  until?: number | undefined
  bad?: boolean | undefined
  /** It leaves and arrives in this direction where it can. */
  along?: 'x' | 'y' | undefined
  side?: (typeof labelSides)[number] | undefined
}
