import type { Change } from './changes.ts'

export interface Area { x: number, y: number, width: number, height: number }

/** A line of words in a box. */
export interface NetworkLine {
  x: number
  y: number
  words: string
  change: Change
  isQuiet: boolean
}

/** A device that a cable ends in, or a bridge. */
export interface PlacedDevice extends Area {
  key: string
  words: string
  /** What stands beside its name. */
  note: string
  isUp: boolean
  change: Change
}

export interface PlacedBox extends Area {
  namespace: number
  title: string
  titleX: number
  titleY: number
  change: Change
  bridges: readonly PlacedDevice[]
  plugs: readonly PlacedDevice[]
  lines: readonly NetworkLine[]
}

export interface PlacedCable {
  key: string
  path: string
  change: Change
}

export interface NetworkLayout {
  text: number
  small: number
  host: PlacedBox | undefined
  boxes: readonly PlacedBox[]
  cables: readonly PlacedCable[]
  /** Lines from plugs to the bridge that they are in. */
  ports: readonly PlacedCable[]
  /** How many namespaces there was no room for. */
  more: number
}
