import type { TranscriptRoom } from '../../../scripts/engine/transcript/fit-transcript.ts'
import { wordLines } from '../../figures/word-lines.ts'

/** Sizes of a printed transcript's type in pixels: on a page as wide as A4, 17 px are 14 points and 13 px are 11. */
const SIZES = [17, 16, 15, 14, 13] as const
/** A line of type, in its size. */
export const LINE_HEIGHT = 1.3
/** A character cell, in the type's size, with a hair of room: that of the decks' mono font. */
const CELL = 0.635
/** Space between two words of a caption, in the type's size. */
const SPACE = 0.27
/** Width of the numbers at the left, with what stands between them and the type, in pixels. */
export const RAIL = 38
/** Share of the width that captions get beside commands, and the gap between both. */
export const CAPTION_SHARE = 0.32
export const CAPTION_GAP = 16

export interface PrintRoomOptions {
  /** Of the box, in pixels. */
  width: number
  height: number
  /** Captions stand beside the commands; otherwise above them. */
  beside: boolean
  /** Heading of a pane, where captions have to say it. */
  titleOf: (pane: string) => string | undefined
  /** Lines of type that are taken by what stands before the steps. */
  taken: number
  /** Width of a word of the captions in pixels, in type of a size. */
  measure: (word: string, size: number) => number
}

/** What a box has room for. */
export function printRoom({ width, height, beside, titleOf, taken, measure }: PrintRoomOptions): TranscriptRoom {
  const type = width - RAIL
  const caption = beside
    ? width * CAPTION_SHARE
    : type
  return {
    beside,
    sizes: SIZES.map(size => ({
      size,
      columns: Math.floor((beside
        ? type - caption - CAPTION_GAP
        : type) / (size * CELL)),
      rows: height / (size * LINE_HEIGHT) - taken,
    })),
    captionRows: ({ pane, cue = '' }, size) => wordLines(
      `${titleOf(pane) ?? ''} ${cue}`.split(/\s+/).filter(Boolean).map(word => measure(word, size)),
      caption,
      SPACE * size,
    ),
  }
}
