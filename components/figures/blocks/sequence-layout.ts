import type { Route } from './geometry.ts'
import type { SequenceActor, SequenceData, SequenceRow } from './sequence-data.ts'
import type { TextKind } from './useTextWidth.ts'
import { spreadColumns } from './spread-columns.ts'

/** Size of the figure, with the heads and the rows in it, in canvas pixels. */
const WIDTH = 872
export const HEIGHT = 384
export const HEAD = 46
/** From the heads to the first row, and from the last row to the end of the lines. */
const ABOVE = 40
const BELOW = 22
/** Beside words: to the line of life, to the edge of an actor's box, and between two boxes. */
const MARGIN = 14
const GAP = 10
/** Words of a message stand above it and those of a station beside it, so the one below the other needs more room, in rows. */
const CROWDED = 1.4

/** Where everything of a sequence stands, in canvas pixels. Actors and rows by their places in the lists. */
export interface SequenceLayout {
  /** Lines of life. */
  xs: number[]
  /** Widths of the actors' boxes. */
  boxes: number[]
  ys: number[]
  /** Where each actor's line ends. */
  ends: number[]
  words: { x: number, y: number, anchor: string }[]
  /** Of what an actor does by itself, none. */
  routes: (Route | undefined)[]
}

/** Measures texts with `widthOf`, and gives each its room. */
export function sequenceLayout(figure: SequenceData, widthOf: (text: string, kind: TextKind) => number): SequenceLayout {
  const boxes = figure.actors.map(actor => widthOf(titleOf(actor), 'name') + 2 * MARGIN)
  const xs = columnsOf(figure, boxes, widthOf)
  const ys = rowsOf(figure)
  return {
    xs,
    boxes,
    ys,
    ends: figure.actors.map((actor, place) => lifeEnd(actor, place, figure, ys)),
    words: figure.rows.map((row, index) => wordsAt(row, ys[index]!, xs)),
    routes: figure.rows.map((row, index) => routeOf(row, ys[index]!, xs)),
  }
}

/** What stands in an actor's box. */
export function titleOf({ title, name }: SequenceActor): string {
  return title ?? name
}

/** What the last actor does by itself is said left of its line. */
function isBefore({ from, to }: SequenceRow, last: number): boolean {
  return to === undefined && from === last && from > 0
}

function columnsOf({ actors, rows }: SequenceData, boxes: readonly number[], widthOf: (text: string, kind: TextKind) => number): number[] {
  const last = actors.length - 1
  const neighbours = actors.slice(1).map((_, index) => ({ from: index, to: index + 1, least: (boxes[index]! + boxes[index + 1]!) / 2 + GAP }))
  const messages = rows.flatMap(({ from, to, text, mono }) => to === undefined
    ? []
    : [
        { from, to, least: widthOf(text, mono ? 'mono' : 'words') + 2 * MARGIN },
      ])
  const stations = rows.flatMap((row) => {
    const other = isBefore(row, last)
      ? row.from - 1
      : row.from + 1
    return row.to !== undefined || other > last
      ? []
      : [
          { from: row.from, to: other, least: widthOf(row.text, row.mono ? 'mono' : 'words') + 3 * MARGIN },
        ]
  })
  const room = { width: WIDTH, first: boxes[0]! / 2 + 2, last: boxes.at(-1)! / 2 + 2 }
  // Words beside a station may run over the next line of life, where there is no other way.
  return spreadColumns(actors.length, [
    ...neighbours,
    ...messages,
    ...stations,
  ], room)
  ?? spreadColumns(actors.length, [
    ...neighbours,
    ...messages,
  ], room)
  ?? spreadColumns(actors.length, [], room)!
}

function rowsOf({ rows }: SequenceData): number[] {
  let sum = 0
  const offsets = rows.map(({ to }, index) => {
    if (index > 0) {
      sum += to !== undefined && rows[index - 1]!.to === undefined
        ? CROWDED
        : 1
    }
    return sum
  })
  return offsets.map(offset => HEAD + ABOVE + offset / Math.max(sum, 1) * (HEIGHT - HEAD - ABOVE - BELOW))
}

/** Where an actor's line ends: at the figure's edge, or below its last row. */
function lifeEnd({ ends }: SequenceActor, place: number, { rows }: SequenceData, ys: readonly number[]): number {
  const row = rows.findLastIndex(({ from, to }) => from === place || to === place)
  return ends && row !== -1
    ? ys[row]! + BELOW
    : HEIGHT
}

/** Where the words of a row stand: over the middle of an arrow, or beside a station. */
function wordsAt(row: SequenceRow, y: number, xs: readonly number[]): { x: number, y: number, anchor: string } {
  const from = xs[row.from]!
  if (row.to !== undefined)
    return { x: (from + xs[row.to]!) / 2, y: y - 10, anchor: 'middle' }
  return isBefore(row, xs.length - 1)
    ? { x: from - MARGIN - 8, y: y + 7, anchor: 'end' }
    : { x: from + MARGIN + 8, y: y + 7, anchor: 'start' }
}

function routeOf({ from, to }: SequenceRow, y: number, xs: readonly number[]): Route | undefined {
  if (to === undefined)
    return undefined
  const side = to > from
    ? 4
    : -4
  return [
    { x: xs[from]! + side, y },
    { x: xs[to]! - side, y },
  ]
}
