import type { Layer } from '../slide/layer.ts'

/** A stop of a line of years. */
export interface YearStop {
  year: string
  name: string
  /** What happened; one entry per line. */
  lines: readonly string[]
  layer: Layer
  /** Where it stands, in canvas pixels from the left. */
  x: number
  /** The label stands below the line. */
  below?: boolean
  /** The label ends at the stop instead of beginning there. */
  end?: boolean
}
