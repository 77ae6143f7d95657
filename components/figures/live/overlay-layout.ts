import type { Room } from './live-room.ts'
import type { ColumnPlace } from './overlay-columns.ts'
import type { OverlayMeasures } from './overlay-measures.ts'
import type { OverlayView } from './overlay-view.ts'
import type { OverlayLayout } from './placed-overlay.ts'
import { sum } from '../../../scripts/base/sum.ts'
import { placeColumns } from './overlay-columns.ts'
import { overlayMeasures } from './overlay-measures.ts'
import { placeOverlay } from './place-overlay.ts'
import { chooseViews, shareRows } from './share-overlays.ts'

/** Where the tables of all overlay mounts stand, with as much in them as there is room for. */
export function overlayLayout(views: readonly OverlayView[], room: Room): OverlayLayout {
  const measures = overlayMeasures(room.width)
  const columns = new Map(views.map(view => [
    view,
    placeColumns(view.columns, measures, room.width),
  ]))
  const at = withTitles(measures, [
    ...columns.values(),
  ])
  const legend = legendOf(views)
  const space = room.height - 4 - (legend === ''
    ? 0
    : at.small + 8)
  const chosen = chooseViews(views, at, space)
  const more = views.length - chosen.length
  const forRows = space - chosen.length * (at.head + at.foot) - (more > 0
    ? at.small + 6
    : 0)
  const shares = shareRows(chosen, Math.floor(forRows / at.least))
  const pitch = Math.min(at.most, forRows / Math.max(1, sum(shares)))
  let y = 0
  return {
    text: at.text,
    small: at.small,
    pitch,
    sign: Math.min(pitch - 6, at.most * 0.62),
    views: chosen.map((view, index) => {
      const placed = placeOverlay(view, {
        at,
        columns: columns.get(view)!,
        y,
        pitch,
        share: shares[index]!,
        width: room.width,
      })
      y = placed.bottom + at.foot
      return placed
    }),
    more,
    legend,
  }
}

/** With a line more at the top of every mount, where one has titles above its bands. */
function withTitles(at: OverlayMeasures, columns: readonly (readonly ColumnPlace[])[]): OverlayMeasures {
  return columns.flat().some(({ isAbove }) => isAbove)
    ? {
        ...at,
        head: at.head + at.small + 1,
      }
    : at
}

function legendOf(views: readonly OverlayView[]): string {
  const cells = views.flatMap(({ rows }) => rows.flatMap(row => row.cells)).filter(cell => cell !== undefined)
  return [
    ...cells.some(({ kind }) => kind === 'whiteout')
      ? ['× whiteout']
      : [],
    ...cells.some(({ isOpaque }) => isOpaque)
      ? ['▌opaque']
      : [],
    ...cells.some(({ isHidden }) => isHidden)
      ? ['dashed: hidden']
      : [],
  ].join('  ·  ')
}
