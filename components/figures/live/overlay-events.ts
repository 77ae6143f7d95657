import type { OverlayColumn, OverlayRow } from './overlay-view.ts'

/** What has just happened to these names, in words. */
export function overlayEvents(rows: readonly OverlayRow[], columns: readonly OverlayColumn[]): string[] {
  return rows.filter(row => !isOnTheWay(row, rows)).flatMap(row => eventsOf(row, columns))
}

/** A directory that was copied up only because something in it was. */
function isOnTheWay(row: OverlayRow, rows: readonly OverlayRow[]): boolean {
  return row.isDirectory && isCopied(row) && rows.some(other => other.path.startsWith(`${row.path}/`) && isCopied(other))
}

function isCopied({ cells }: OverlayRow): boolean {
  return cells.some(cell => cell?.copiedFrom !== undefined)
}

function eventsOf({ path, cells }: OverlayRow, columns: readonly OverlayColumn[]): string[] {
  const at = columns.findIndex(({ role }) => role === 'upper')
  const cell = cells[at]
  if (!cell || cell.change === 'same')
    return []
  if (cell.change === 'gone')
    return [`${path}: gone from upper`]
  if (cell.kind === 'whiteout')
    return [`${path}: whiteout`]
  if (cell.isOpaque)
    return [`${path}: opaque`]
  return [
    cell.copiedFrom === undefined
      ? `${path}: made in upper`
      : `${path}: copied up`,
  ]
}
