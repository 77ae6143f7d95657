import type { Layer } from '../slide/layer.ts'

/** A bar of a chart. */
export interface ValueBar {
  label: string
  value: number
  /** The value as it is written beside the bar, with its unit. */
  words: string
  layer: Layer
}
