import type { LiveType } from './live-room.ts'
import { measuresIn } from './live-room.ts'

/** How wide a character is, of the size of its type: of code, and of text. */
export const MONO = 0.61
export const SANS = 0.56

/** Measures of the figure, in px. */
export interface ImageMeasures extends LiveType {
  /** From one baseline to the next. */
  line: number
  /** Between the top of a store and its first box, and below the last one. */
  head: number
  foot: number
  /** What all boxes keep clear at their edges, and below. */
  pad: number
  gap: number
  /** How far manifests stand to the right of the index that names them. */
  indent: number
  /** Share of the width that indexes and manifests have, and room for arrows beside them. */
  left: number
  arrows: number
  /** Digits of a digest. */
  digits: number
  /** A blob is told in one line. */
  isOneLine: boolean
}

const BESIDE: Omit<ImageMeasures, keyof LiveType> = {
  line: 18,
  head: 28,
  foot: 10,
  pad: 4,
  gap: 8,
  indent: 12,
  left: 0.45,
  arrows: 18,
  digits: 6,
  isOneLine: false,
}
const ALONE: Omit<ImageMeasures, keyof LiveType> = {
  line: 26,
  head: 40,
  foot: 16,
  pad: 8,
  gap: 9,
  indent: 26,
  left: 0.34,
  arrows: 76,
  digits: 12,
  isOneLine: true,
}

/** What a room asks for. */
export function imageMeasures(width: number): ImageMeasures {
  return measuresIn(width, BESIDE, ALONE)
}
