/** The line, from 1, with which a view of so many rows begins, so that the largest of the changed parts, the last of several, stands in its middle. */
export function firstLineShown(changed: readonly number[], lines: number, rows: number): number {
  let start = 0
  let length = 0
  for (let from = 0; from < changed.length;) {
    let to = from
    while (changed[to + 1] === changed[to]! + 1)
      to++
    if (to - from + 1 >= length) {
      start = changed[from]!
      length = to - from + 1
    }
    from = to + 1
  }
  if (length === 0)
    return 1
  const above = Math.max(0, Math.floor((rows - length) / 2))
  return Math.max(1, Math.min(start - above, lines - rows + 1))
}
