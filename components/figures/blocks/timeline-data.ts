import * as v from 'valibot'
import { boxSchema } from './boxes-schema.ts'
import { linesOf, plainWords } from './figure-text.ts'
import { optionsSchema } from './options-schema.ts'
import { stopEntries } from './stop-schema.ts'

const stopSchema = optionsSchema(stopEntries)
const stopsSchema = v.pipe(v.array(stopSchema), v.minLength(2))

/** What stands in a `figure timeline` block. */
export const timelineSchema = optionsSchema({
  title: v.string(),
  /** The figure in words, for those who do not see it. @default made from the stops */
  description: v.optional(v.string()),
  /** From left to right. */
  stops: v.optional(stopsSchema),
  /** Several lines below each other, by their titles, in place of `stops`. */
  lines: v.optional(v.record(v.string(), stopsSchema)),
  /** Words stand above and below the line in turn: for many stops with few words. */
  alternate: v.optional(v.boolean()),
  /** Stops of a row; the line goes on in the next one. @default all */
  wrap: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2))),
  /** Lines end at their last stops. @default they go on */
  ends: v.optional(v.boolean()),
  /** Cards below, by their titles. */
  notes: v.optional(v.record(v.string(), boxSchema)),
})

export type TimelineStop = v.InferOutput<typeof stopSchema>

/** One row of stops. */
export interface TimelineRow {
  /** Of a line that has one. */
  title?: string
  stops: TimelineStop[]
  /** It comes from the row above. */
  continued: boolean
  /** How it goes on behind its last stop. */
  end: 'stop' | 'arrow' | 'row'
}

/** A timeline, in rows. */
export interface TimelineData {
  title: string
  description: string
  rows: TimelineRow[]
  alternate: boolean
  notes: ({ title: string } & v.InferOutput<typeof boxSchema>)[]
  /** Clicks that the figure takes. */
  clicks: number
}

/** Breaks the lines into rows. Throws where there is not either one line of stops or several. */
export function resolveTimeline({ title, description, stops, lines, alternate = false, wrap, ends = false, notes: given = {} }: v.InferOutput<typeof timelineSchema>): TimelineData {
  if ((stops === undefined) === (lines === undefined))
    throw new Error('a timeline has either "stops" or "lines".')
  const end = ends
    ? 'stop'
    : 'arrow'
  const rows = stops
    ? wrapped(stops, wrap ?? stops.length, end)
    : Object.entries(lines!).map(([name, each]): TimelineRow => ({
        title: name,
        stops: each,
        continued: false,
        end,
      }))
  const notes = Object.entries(given).map(([name, look]) => ({ title: name, ...look }))
  const all = rows.flatMap(row => row.stops)
  return {
    title,
    description: description ?? plainWords([
      ...rows.map(row => `${row.title
        ? `${row.title}: `
        : ''}${row.stops.map(({ when, stop, text }) => [
        when,
        stop,
        ...linesOf(text),
      ].filter(Boolean).join(' ')).join('; ')}`),
      ...notes.map(note => [
        note.title,
        ...linesOf(note.text),
      ].join(', ')),
    ].join('. ')),
    rows,
    alternate,
    notes,
    clicks: Math.max(...[
      ...all,
      ...notes,
    ].map(({ step = 0 }) => step)),
  }
}

function wrapped(stops: readonly TimelineStop[], count: number, end: 'stop' | 'arrow'): TimelineRow[] {
  const rows = Math.ceil(stops.length / count)
  return Array.from({ length: rows }, (_, row) => ({
    stops: stops.slice(row * count, (row + 1) * count),
    continued: row > 0,
    end: row < rows - 1
      ? 'row'
      : end,
  }))
}
