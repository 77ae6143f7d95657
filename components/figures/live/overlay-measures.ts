import type { LiveType } from './live-room.ts'
import { measuresIn } from './live-room.ts'

/** How wide a character is, of the size of its type: of code, and of text. */
export const MONO = 0.61
export const SANS = 0.52

/** Measures of the figure, in px. */
export interface OverlayMeasures extends LiveType {
  /** Between the top of a mount and its first row, and below its last. */
  head: number
  foot: number
  least: number
  most: number
  indent: number
  /** Least width of the names, and least and most of a layer: a sign stands in it. */
  names: number
  columnLeast: number
  column: number
  /** Between a title and the one beside it, with the edges of both columns. */
  titleGap: number
}

const BESIDE: Omit<OverlayMeasures, keyof LiveType> = {
  head: 44,
  foot: 26,
  least: 19,
  most: 40,
  indent: 10,
  names: 66,
  columnLeast: 36,
  column: 52,
  titleGap: 10,
}
const ALONE: Omit<OverlayMeasures, keyof LiveType> = {
  head: 64,
  foot: 36,
  least: 32,
  most: 66,
  indent: 22,
  names: 200,
  columnLeast: 60,
  column: 190,
  titleGap: 16,
}

/** What a room asks for. */
export function overlayMeasures(width: number): OverlayMeasures {
  return measuresIn(width, BESIDE, ALONE)
}
