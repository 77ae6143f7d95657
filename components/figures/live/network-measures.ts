import type { LiveType } from './live-room.ts'
import { measuresIn } from './live-room.ts'

/** How wide a character of code is, of the size of its type. */
export const MONO = 0.61

/** Measures of the figure, in px. */
export interface NetworkMeasures extends LiveType {
  pad: number
  line: number
  plug: number
  bridge: number
  gap: number
  /** Most namespaces beside each other, and lines of devices of the host. */
  most: number
  hostLines: number
}

const BESIDE: Omit<NetworkMeasures, keyof LiveType> = {
  pad: 8,
  line: 19,
  plug: 26,
  bridge: 30,
  gap: 46,
  most: 2,
  hostLines: 3,
}
const ALONE: Omit<NetworkMeasures, keyof LiveType> = {
  pad: 14,
  line: 27,
  plug: 34,
  bridge: 38,
  gap: 44,
  most: 4,
  hostLines: 1,
}

/** What a room asks for. */
export function networkMeasures(width: number): NetworkMeasures {
  return measuresIn(width, BESIDE, ALONE)
}

/** How many characters of the small type go into this width. */
export function capacityOf(width: number, at: NetworkMeasures): number {
  return Math.floor(width / (at.small * MONO))
}
