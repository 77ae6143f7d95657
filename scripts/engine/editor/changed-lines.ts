/** Cells of the table that finds common lines, at most. Beyond it, all between the first and the last difference counts as changed. */
const MOST_CELLS = 1_000_000

/** Numbers of the lines of `after`, from 1, that are not in `before`, in order. None of a file that was empty: all of it is new. */
export function changedLines(before: string, after: string): number[] {
  if (before === '' || before === after)
    return []
  const old = before.split('\n')
  const now = after.split('\n')
  let start = 0
  while (start < old.length && start < now.length && old[start] === now[start])
    start++
  let oldEnd = old.length
  let end = now.length
  while (oldEnd > start && end > start && old[oldEnd - 1] === now[end - 1]) {
    oldEnd--
    end--
  }
  const kept = keptLines(old.slice(start, oldEnd), now.slice(start, end))
  return Array.from({ length: end - start }, (_, index) => start + index + 1).filter(line => !kept.has(line - start - 1))
}

/** Where in `now` the longest sequence of lines stands that is also in `old`. */
function keptLines(old: readonly string[], now: readonly string[]): Set<number> {
  const kept = new Set<number>()
  const width = now.length + 1
  if ((old.length + 1) * width > MOST_CELLS)
    return kept
  /** Of the lines from `i` and `j` on: how many they have in common. */
  const common = new Uint32Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      common[i * width + j] = old[i] === now[j]
        ? common[(i + 1) * width + j + 1]! + 1
        : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!)
    }
  }
  for (let i = 0, j = 0; i < old.length && j < now.length;) {
    if (old[i] === now[j]) {
      kept.add(j)
      i++
      j++
    }
    else if (common[(i + 1) * width + j]! >= common[i * width + j + 1]!) {
      i++
    }
    else {
      j++
    }
  }
  return kept
}
