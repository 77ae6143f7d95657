import type { ColumnPlace } from './overlay-columns.ts'
import type { OverlayMeasures } from './overlay-measures.ts'
import type { OverlayView } from './overlay-view.ts'
import type { PlacedView } from './placed-overlay.ts'
import { cutText } from './cut-text.ts'
import { MONO, SANS } from './overlay-measures.ts'
import { chooseRows } from './share-overlays.ts'

/** From this width on, in px, names are set in the larger type. */
const WIDE_NAMES = 100

interface Place {
  at: OverlayMeasures
  columns: readonly ColumnPlace[]
  y: number
  pitch: number
  share: number
  width: number
}

/** An overlay mount as a table that begins at `y`. */
export function placeOverlay(view: OverlayView, { at, columns, y, pitch, share, width }: Place): PlacedView {
  const namesWidth = columns[0]!.left
  const namesSize = namesWidth >= WIDE_NAMES
    ? at.text
    : at.small
  const top = y + at.head
  const rows = chooseRows(view.rows, share)
  const isCut = rows.length < view.rows.length
  const bottom = top + pitch * (rows.length + (isCut
    ? 1
    : 0))
  const paths = new Set(rows.map(({ path }) => path))
  return {
    ...view,
    y,
    targetWords: cutText(view.target, Math.floor((width - 70) / (at.text * MONO))),
    columnsPlaced: view.columns.map((each, index) => ({
      ...each,
      x: columns[index]!.left + columns[index]!.width / 2,
      width: columns[index]!.width,
      words: columns[index]!.words,
      isAbove: columns[index]!.isAbove,
    })),
    namesSize,
    top,
    bottom,
    rowsPlaced: rows.map((row, index) => {
      const hasParent = row.depth === 0 || paths.has(row.path.slice(0, -row.name.length - 1))
      const wordsX = hasParent
        ? row.depth * at.indent
        : 0
      const name = `${hasParent
        ? row.name
        : row.path}${row.isDirectory
        ? '/'
        : ''}`
      return {
        ...row,
        y: top + pitch * (index + 0.5),
        words: cutText(name, Math.floor((namesWidth - wordsX - 4) / (namesSize * MONO))),
        wordsX,
      }
    }),
    more: view.rows.length - rows.length,
    eventWords: joinEvents(view.events, Math.floor(width / (at.small * SANS))),
  }
}

/** As many as fit into a line, and how many more there are. */
function joinEvents(events: readonly string[], capacity: number): string {
  for (let many = events.length; many > 0; many -= 1) {
    const line = [
      ...events.slice(0, many),
      ...many < events.length
        ? [`+ ${events.length - many}`]
        : [],
    ].join(' · ')
    if (line.length <= capacity || many === 1)
      return cutText(line, capacity)
  }
  return ''
}
