import type { ImageNode, ImageStoreView } from './image-view.ts'

/** A file of a store with its box. */
export interface PlacedNode extends ImageNode {
  x: number
  y: number
  width: number
  height: number
  lines: readonly PlacedWords[]
  /** Where the sign stands that says whether its bytes add up: its middle. */
  sign: { x: number, y: number } | undefined
}

export interface PlacedWords {
  words: string
  x: number
  y: number
  /** `strong` is what it is, `code` a name or a digest, `note` what there is to say, `quiet` a size. */
  tone: 'strong' | 'code' | 'note' | 'quiet'
  isEnd: boolean
}

export interface PlacedArrow {
  from: string
  to: string
  path: string
}

export interface PlacedStore extends ImageStoreView {
  y: number
  pathWords: string
  note: string
  nodesPlaced: readonly PlacedNode[]
  arrows: readonly PlacedArrow[]
  /** Files that there was no room for, with those that were not looked at. */
  unseen: number
  bottom: number
}

export interface ImageLayout {
  text: number
  small: number
  stores: readonly PlacedStore[]
  /** How many stores there was no room for. */
  more: number
}
