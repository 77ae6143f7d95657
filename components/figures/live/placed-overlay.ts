import type { OverlayColumn, OverlayRow, OverlayView } from './overlay-view.ts'

export interface PlacedColumn extends OverlayColumn {
  /** Its middle. */
  x: number
  width: number
  words: string
  /** The title stands above the band. */
  isAbove: boolean
}

export interface PlacedRow extends OverlayRow {
  /** Its middle. */
  y: number
  words: string
  wordsX: number
}

export interface PlacedView extends OverlayView {
  y: number
  targetWords: string
  /** Size of the type of names. */
  namesSize: number
  columnsPlaced: readonly PlacedColumn[]
  /** Top and bottom of the layers. */
  top: number
  bottom: number
  rowsPlaced: readonly PlacedRow[]
  /** How many names there was no room for. */
  more: number
  eventWords: string
}

export interface OverlayLayout {
  text: number
  small: number
  /** Height of a row, and of the sign that stands in it. */
  pitch: number
  sign: number
  views: readonly PlacedView[]
  /** How many mounts there was no room for. */
  more: number
  legend: string
}
