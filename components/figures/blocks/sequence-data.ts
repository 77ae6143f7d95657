import * as v from 'valibot'
import { layers } from '../../slide/layer.ts'
import { parseArrow } from './arrow-text.ts'
import { clickSchema } from './click-schema.ts'
import { optionsSchema } from './options-schema.ts'

const actor = optionsSchema({
  /** Shown in place of the actor's name. */
  title: v.optional(v.string()),
  layer: v.optional(v.picklist(layers)),
  /** Click that brings it. */
  step: clickSchema,
  /** It ends with its last row. */
  ends: v.optional(v.boolean()),
})

const row = v.union([
  v.string(),
  optionsSchema({
    row: v.string(),
    step: clickSchema,
    /** What must not happen. */
    bad: v.optional(v.boolean()),
    /** The words are code. */
    mono: v.optional(v.boolean()),
  }),
])

/** What stands in a `figure sequence` block. */
export const sequenceSchema = optionsSchema({
  title: v.string(),
  /** The figure in words, for those who do not see it. @default made from the rows */
  description: v.optional(v.string()),
  /** From left to right. */
  actors: v.record(v.string(), v.nullable(actor)),
  /** From the top down: `a -> b: words`, `b --> a: words` for an answer, `a: words` for what an actor does by itself. */
  rows: v.pipe(v.array(row), v.minLength(1)),
})

export interface SequenceActor extends v.InferOutput<typeof actor> {
  name: string
}

/** A message, or what an actor does by itself. */
export interface SequenceRow {
  /** Places in the list of actors. */
  from: number
  /** @default none: the actor does it by itself */
  to?: number
  text: string
  /** An answer, or news to an observer. */
  dashed: boolean
  step?: number | undefined
  bad?: boolean | undefined
  mono?: boolean | undefined
}

/** A sequence, checked: every name is an actor. */
export interface SequenceData {
  title: string
  description: string
  actors: SequenceActor[]
  rows: SequenceRow[]
  /** Clicks that the figure takes. */
  clicks: number
}

/** Checks the names and completes what was left out. Throws with a sentence that says which name is where. */
export function resolveSequence(source: v.InferOutput<typeof sequenceSchema>): SequenceData {
  const names = Object.keys(source.actors)
  const actors = names.map(name => ({ name, ...source.actors[name] }))
  const placeOf = (name: string, text: string): number => {
    const place = names.indexOf(name)
    if (place === -1)
      throw new Error(`the row "${text}" names "${name}", which is no actor. The actors are: ${names.join(', ')}.`)
    return place
  }
  const rows = source.rows.map((given): SequenceRow => {
    const { row: text, ...rest } = typeof given === 'string'
      ? { row: given }
      : given
    const alone = /^([^\s:]+): (.+)$/s.exec(text)
    if (alone) {
      return {
        from: placeOf(alone[1]!, text),
        text: alone[2]!,
        dashed: false,
        ...rest,
      }
    }
    const { from, to, label = '', dashed } = parseArrow(text)
    return {
      from: placeOf(from, text),
      to: placeOf(to, text),
      text: label,
      dashed,
      ...rest,
    }
  })
  const titleOf = (place: number): string => actors[place]!.title ?? actors[place]!.name
  return {
    title: source.title,
    description: source.description ?? rows.map(({ from, to, text }) => `${titleOf(from)}${to === undefined
      ? ''
      : ` to ${titleOf(to)}`}: ${text}`).join('; '),
    actors,
    rows,
    clicks: Math.max(0, ...[
      ...actors,
      ...rows,
    ].map(({ step = 0 }) => step)),
  }
}
