import type { Layer } from '../slide/layer.ts'

/** Somebody in a sequence figure, with a line of life. */
export interface SequenceActor {
  name: string
  layer: Layer
  /** Where the line stands, in canvas pixels from the left. */
  at: number
  /** Width of the box with the name. */
  width: number
  /** Row with which the actor comes to be. @default it was there before */
  begins?: number
  /** Row with which it ends. @default it goes on */
  ends?: number
  /** Step that brings it. @default it stands from the start */
  step?: number
}

/** One row of a sequence figure: a message, or what an actor does by itself. */
export interface SequenceRow {
  /** Places in the list of actors. */
  from: number
  /** Whom the message goes to. @default nobody: the actor does it by itself */
  to?: number
  text: string
  /** Step that brings it. @default it stands from the start */
  step?: number
  /** An answer, or news to somebody who watches: a dashed arrow. */
  reply?: boolean
  /** What must not happen. */
  bad?: boolean
  /** The words stand left of the line of `from`, and end there. */
  before?: boolean
  /** The words are code. */
  mono?: boolean
}
