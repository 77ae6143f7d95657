import type { OverlayMeasures } from './overlay-measures.ts'
import type { OverlayColumn } from './overlay-view.ts'
import { sum } from '../../../scripts/base/sum.ts'
import { cutText } from './cut-text.ts'
import { MONO } from './overlay-measures.ts'

/** A column of an overlay's table, from `left`, with the title that it has room for. */
export interface ColumnPlace {
  left: number
  width: number
  words: string
  /** The title stands above the band, where it has the room of its neighbours, too. */
  isAbove: boolean
}

/** How much wider the first column is: its title is the longest. */
const FIRST = 1.35
/** How wide a letter of a title is, of the size of its type: most of them, narrow ones and wide ones. */
const LETTER = 0.58
const NARROW = 0.36
const WIDE = 0.9

/**
 * Columns at the right of a table: as wide as their measure and alike, but where there are many, each as wide as its title asks for. Where there is
 * no room for the titles, a number does without its noun: the colour says that a layer is a lower one. Where that is not enough, every second title
 * stands above.
 */
export function placeColumns(columns: readonly OverlayColumn[], at: OverlayMeasures, width: number): ColumnPlace[] {
  const room = width - at.names
  const even = Math.min(at.column, room / (columns.length - 1 + FIRST))
  const evenWidths = columns.map((_, index) => index === 0
    ? even * FIRST
    : even)
  const labels = columns.map(({ label }) => label)
  const shortLabels = columns.map(({ label, number }) => number ?? label)
  for (const titles of [labels, shortLabels]) {
    const needs = titles.map(title => columnNeed(title, at))
    if (needs.every((need, index) => need <= evenWidths[index]!))
      return sideBySide(titles, evenWidths, width)
    if (sum(needs) <= room)
      return sideBySide(titles, spread(needs, Math.max(sum(evenWidths), sum(needs))), width)
  }
  for (const titles of [labels, shortLabels]) {
    const places = inTwoLines(titles, at, {
      width,
      least: sum(evenWidths),
    })
    if (places)
      return places
  }
  return sideBySide(shortLabels.map((title, index) => cutTitle(title, (evenWidths[index]! - at.titleGap) / at.small)), evenWidths, width)
}

/** Every second title above. Nothing where they would touch. `least`: what all columns take at least. */
function inTwoLines(titles: readonly string[], at: OverlayMeasures, { width, least }: { width: number, least: number }): ColumnPlace[] | undefined {
  const needs = titles.map((title, index) => index % 2 === 0
    ? at.columnLeast
    : columnNeed(title, at))
  if (sum(needs) > width - at.names)
    return undefined
  const places = sideBySide(titles, spread(needs, Math.max(least, sum(needs))), width).map((place, index) => ({
    ...place,
    isAbove: index % 2 === 0,
  }))
  let end = -at.titleGap
  for (const { left, width, words } of places.filter(({ isAbove }) => isAbove)) {
    const half = titleWidth(words) * at.small / 2
    const middle = left + width / 2
    if (middle - half < end + at.titleGap)
      return undefined
    end = middle + half
  }
  return end > width
    ? undefined
    : places
}

/** The least width of a column with its title in it. */
function columnNeed(title: string, at: OverlayMeasures): number {
  return Math.max(at.columnLeast, titleWidth(title) * at.small + at.titleGap)
}

function sideBySide(titles: readonly string[], widths: readonly number[], right: number): ColumnPlace[] {
  return titles.map((words, index) => ({
    left: right - sum(widths.slice(index)),
    width: widths[index]!,
    words,
    isAbove: false,
  }))
}

/** `room` is in sizes of the type. */
function cutTitle(title: string, room: number): string {
  return titleWidth(title) > room
    // What is cut may be made of wide letters.
    ? cutText(title, Math.floor(room / MONO) - 1)
    : title
}

function titleWidth(title: string): number {
  return sum([...title].map(letter => 'f i j l r t 1 . -'.includes(letter)
    ? NARROW
    : 'mw'.includes(letter)
      ? WIDE
      : LETTER))
}

/** What is left of the room goes to all alike. */
function spread(needs: readonly number[], room: number): number[] {
  const spare = (room - sum(needs)) / needs.length
  return needs.map(need => need + spare)
}
