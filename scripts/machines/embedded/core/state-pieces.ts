import { DESCRIPTION_LENGTH, HEADER_BYTES } from './saved-memory.ts'

/** 32-bit words of a piece: 64 KiB. */
const PIECE_WORDS = 16 * 1024

type Piece = Int32Array<ArrayBuffer>

/** A raw state of v86's without the guest's memory, in pieces. Those that are as in another state are shared with it. */
export type StatePieces = readonly Piece[]

/** Cuts a state into pieces: its description, which grows and shrinks, then what is described, most of which is the memory of a screen that is not shown. */
export function cutState(state: ArrayBuffer, last: StatePieces = []): StatePieces {
  const words = new Int32Array(state)
  const start = Math.ceil((HEADER_BYTES + words[DESCRIPTION_LENGTH]!) / 4)
  const ends = [start]
  for (let end = start + PIECE_WORDS; end < words.length + PIECE_WORDS; end += PIECE_WORDS)
    ends.push(Math.min(end, words.length))
  return ends.map((end, index) => {
    const piece = words.subarray(ends[index - 1] ?? 0, end)
    const known = last[index]
    return known && isSame(piece, known)
      ? known
      : piece.slice()
  })
}

/** The whole state again. */
export function joinState(pieces: StatePieces): ArrayBuffer {
  const words = new Int32Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let start = 0
  for (const piece of pieces) {
    words.set(piece, start)
    start += piece.length
  }
  return words.buffer
}

function isSame(one: Piece, other: Piece): boolean {
  if (one.length !== other.length)
    return false
  for (let word = 0; word < one.length; word++) {
    if (one[word] !== other[word])
      return false
  }
  return true
}
