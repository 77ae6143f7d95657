import type { Layer } from '../slide/layer.ts'

/** A box of a column: who it is, and which layer it belongs to. */
export interface ColumnBox {
  title: string
  lines?: readonly string[]
  layer: Layer
  /** Drawn dashed: what is there only for a moment. */
  ghost?: boolean
  /** Room beside its lines, in lines. @default 0.5 */
  slack?: number
}

/** One way through the layers, from the top down. */
export interface BoxColumn {
  name: string
  boxes: readonly ColumnBox[]
}
