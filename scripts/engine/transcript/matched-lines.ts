/** What stands for anything in a pattern, also across lines. */
const ANYTHING = /\[\\s\\S\][*+]\??/

/**
 * Numbers of the lines of a text, from 0, that a pattern is about. Lines that it merely leaps over (`[\s\S]*`) are not among them. Empty
 * where it does not match.
 */
export function matchedLines(text: string, pattern: RegExp): ReadonlySet<number> {
  const ranges = rangesOfPieces(text, pattern) ?? rangeOf(text, pattern)
  const matched = new Set<number>()
  let start = 0
  for (const [number, line] of text.split('\n').entries()) {
    const end = start + line.length
    if (ranges.some(([from, to]) => from < end && to > start))
      matched.add(number)
    start = end + 1
  }
  return matched
}

type Range = readonly [from: number, to: number]

function rangeOf(text: string, pattern: RegExp): Range[] {
  const match = pattern.exec(text)
  return match
    ? [
        [match.index, match.index + match[0].length],
      ]
    : []
}

/** Looks for the pieces of a pattern between its leaps, one after the other. Undefined where a piece cannot stand alone. */
function rangesOfPieces(text: string, { source, flags }: RegExp): Range[] | undefined {
  const ranges: Range[] = []
  let from = 0
  for (const piece of source.split(ANYTHING).filter(Boolean)) {
    let found: RegExpExecArray | null
    try {
      const pattern = new RegExp(piece, `${flags}g`)
      pattern.lastIndex = from
      found = pattern.exec(text)
    }
    catch {
      // A group that the leap stood in is cut in two.
      return undefined
    }
    if (!found)
      return undefined
    from = found.index + found[0].length
    ranges.push([found.index, from])
  }
  return ranges
}
