import type { TranscriptLine } from './transcript.ts'

/** Lines of a step that are left out. */
export interface LinesLeftOut {
  leftOut: number
}

export type ShownLine = TranscriptLine | LinesLeftOut

/**
 * At most so many lines of a step's output, with those that were promised before all others, then the first, the last and what follows the
 * first. What is left out says how much that is, in a line of its own.
 */
export function shortenOutput(lines: readonly TranscriptLine[], most: number): ShownLine[] {
  const about = lines.filter(({ aside }) => !aside)
  if (about.length <= most)
    return about
  const all = about.map((_, index) => index)
  const promised = all.filter(index => about[index]!.promised)
  const order = [
    ...new Set([
      ...promised,
      0,
      about.length - 1,
      ...all,
    ]),
  ]
  // Every further line may fill a gap, or make another one.
  let shown: ShownLine[] = []
  for (let count = 1; count <= order.length; count++) {
    const next = withGaps(about, new Set(order.slice(0, count)))
    if (next.length > most)
      break
    shown = next
  }
  return shown.length > 0
    ? shown
    : withGaps(about, new Set(order.slice(0, 1)))
}

function withGaps(lines: readonly TranscriptLine[], kept: ReadonlySet<number>): ShownLine[] {
  const shown: ShownLine[] = []
  // To say that a line is missing takes as much room as the line.
  const isAlone = (index: number): boolean => (index === 0 || kept.has(index - 1)) && (index === lines.length - 1 || kept.has(index + 1))
  for (const [index, line] of lines.entries()) {
    const last = shown.at(-1)
    if (kept.has(index) || isAlone(index))
      shown.push(line)
    else if (last && 'leftOut' in last)
      shown[shown.length - 1] = { leftOut: last.leftOut + 1 }
    else
      shown.push({ leftOut: 1 })
  }
  return shown
}
