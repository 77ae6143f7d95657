import * as v from 'valibot'
import { layers } from '../../slide/layer.ts'
import { clickSchema } from './click-schema.ts'
import { plainWords } from './figure-text.ts'
import { optionsSchema } from './options-schema.ts'

const barSchema = optionsSchema({
  bar: v.string(),
  value: v.pipe(v.number(), v.minValue(0)),
  /** The value as it is written. @default the number and the figure's unit */
  words: v.optional(v.string()),
  /** A second line below the bar's name. */
  text: v.optional(v.string()),
  layer: v.optional(v.picklist(layers)),
  /** Click that brings it. */
  step: clickSchema,
})

/** What stands in a `figure bars` block. */
export const barsSchema = optionsSchema({
  title: v.string(),
  /** The figure in words, for those who do not see it. @default made from the bars */
  description: v.optional(v.string()),
  /** Written after each value. */
  unit: v.optional(v.string()),
  /** What the bars measure, in words below them. */
  caption: v.optional(v.string()),
  /** Every ten times as much is the same length more. */
  log: v.optional(v.boolean()),
  /** From the top down. */
  bars: v.pipe(v.array(barSchema), v.minLength(1)),
})

export interface FigureBar extends v.InferOutput<typeof barSchema> {
  words: string
  /** Share of the longest bar, 0 to 1. */
  length: number
}

/** A power of ten on a logarithmic scale. */
export interface BarTick {
  value: number
  /** Where it stands, as a share of the longest bar. */
  at: number
}

/** Bars, measured. */
export interface BarsData {
  title: string
  description: string
  caption?: string | undefined
  bars: FigureBar[]
  /** Empty on a linear scale, which begins at 0. */
  ticks: BarTick[]
  /** Clicks that the figure takes. */
  clicks: number
}

/** Measures the bars. Throws where a logarithmic scale has a value that it cannot show. */
export function resolveBars({ title, description, unit = '', caption, log = false, bars }: v.InferOutput<typeof barsSchema>): BarsData {
  const none = bars.find(({ value }) => value === 0)
  if (log && none)
    throw new Error(`the bar "${none.bar}" is 0, which a logarithmic scale does not have.`)
  const values = bars.map(({ value }) => value)
  const longest = Math.max(...values)
  // The shortest bar has a length, too: the scale begins at the power of ten below it.
  const first = Math.ceil(Math.log10(Math.min(...values))) - 1
  const shareOf = (value: number): number => log
    ? (Math.log10(value) - first) / (Math.log10(longest) - first)
    : value / (longest || 1)
  const measured = bars.map(bar => ({
    ...bar,
    words: bar.words ?? `${bar.value}${unit && ` ${unit}`}`,
    length: shareOf(bar.value),
  }))
  return {
    title,
    description: description ?? plainWords(measured.map(({ bar, text, words }) => `${bar}${text === undefined
      ? ''
      : `, ${text}`}: ${words}`).join('; ')),
    caption,
    bars: measured,
    ticks: log
      ? Array.from({ length: Math.floor(Math.log10(longest)) - first + 1 }, (_, index) => 10 ** (first + index)).map(value => ({
          value,
          at: shareOf(value),
        }))
      : [],
    clicks: Math.max(...bars.map(({ step = 0 }) => step)),
  }
}
