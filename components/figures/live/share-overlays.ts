import type { OverlayMeasures } from './overlay-measures.ts'
import type { OverlayRow, OverlayView } from './overlay-view.ts'

/** A directory without at least these many of its rows says nothing. */
const LEAST_ROWS = 2

/** Those in which something happened first, as many as there is room for, in their order. */
export function chooseViews(views: readonly OverlayView[], at: OverlayMeasures, space: number): OverlayView[] {
  const chosen = new Set<OverlayView>()
  let used = 0
  for (const view of views.toSorted((one, other) => newsOf(other) - newsOf(one))) {
    const height = at.head + at.foot + Math.min(LEAST_ROWS, view.rows.length) * at.least
    if (chosen.size > 0 && used + height > space - at.small - 6)
      break
    used += height
    chosen.add(view)
  }
  return views.filter(view => chosen.has(view))
}

function newsOf({ change, events }: OverlayView): number {
  return events.length > 0 || change === 'new'
    ? 1
    : 0
}

/** How many rows each mount gets of those that there is room for; one of them is taken by how many are left out. */
export function shareRows(views: readonly OverlayView[], capacity: number): number[] {
  const shares = views.map(() => 0)
  for (let left = capacity; left > 0;) {
    const wanting = shares.flatMap((share, index) => share < views[index]!.rows.length
      ? [index]
      : [])
    if (wanting.length === 0)
      break
    for (const index of wanting.slice(0, left))
      shares[index]! += 1
    left -= wanting.length
  }
  return shares
}

/** Leaves out the names with the least to say, until the rest fits. */
export function chooseRows(rows: readonly OverlayRow[], share: number): OverlayRow[] {
  if (rows.length <= share)
    return [...rows]
  const ranked = rows.toSorted((one, other) => importance(other) - importance(one))
  const kept = new Set(ranked.slice(0, Math.max(0, share - 1)))
  return rows.filter(row => kept.has(row))
}

function importance({ cells, change, depth }: OverlayRow): number {
  const [, topmost] = cells
  return (change !== 'same' || cells.some(cell => cell && cell.change !== 'same')
    ? 4
    : 0) + (topmost
    ? 2
    : 0) + (depth === 0
    ? 1
    : 0)
}
