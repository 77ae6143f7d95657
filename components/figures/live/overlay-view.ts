import type { KernelSample, LayerEntry } from '../../../scripts/probe/sample.ts'
import type { Change } from './changes.ts'
import type { FoundOverlay, OverlayLayer } from './overlay-mounts.ts'
import { withChanges } from './changes.ts'
import { overlayEvents } from './overlay-events.ts'
import { layersOf, overlayKey, overlaysOf } from './overlay-mounts.ts'
import { byPath, rowOf } from './overlay-rows.ts'
import { earlierSample } from './sample-history.ts'

/** What stands in a layer under a name: something, a whiteout that hides what is below, or a directory that does (opaque). */
export interface OverlayCell {
  kind: LayerEntry['kind']
  isOpaque: boolean
  /** A layer above hides it. */
  isHidden: boolean
  change: Change
  /** It was copied here from that column. */
  copiedFrom?: number
}

/** One name of the overlay, with what stands under it in each column: `merged` first, then the layers from the top down. */
export interface OverlayRow {
  path: string
  name: string
  depth: number
  isDirectory: boolean
  cells: readonly (OverlayCell | undefined)[]
  /** The column that `merged` shows; for a directory, the topmost that has it. Undefined where merged has no such name. */
  source: number | undefined
  change: Change
}

export interface OverlayColumn {
  label: string
  /** Of a lower layer that is told by its number, or of several that stand as one. */
  number?: string
  role: 'merged' | 'upper' | 'lower'
}

/** An overlay mount as a table. */
export interface OverlayView {
  target: string
  columns: readonly OverlayColumn[]
  /** A directory before what is in it. */
  rows: readonly OverlayRow[]
  change: Change
  /** What has just happened in it, in words. */
  events: readonly string[]
}

/** All overlay mounts, those that are apart for no more than the mount namespace they were seen from only once. */
export function overlayViews(samples: readonly KernelSample[]): OverlayView[] {
  const earlier = earlierSample(samples)
  const before = earlier && overlaysOf(earlier)
  return withChanges(overlaysOf(samples.at(-1)), before, overlayKey)
    .map(({ item, change }) => viewOf(item, change, change === 'same'
      ? before?.find(each => overlayKey(each) === overlayKey(item))
      : undefined))
}

function viewOf({ target, overlay }: FoundOverlay, change: Change, before: FoundOverlay | undefined): OverlayView {
  const layers = layersOf(overlay)
  const layersBefore = before && layersOf(before.overlay)
  const tables = layers.map(({ entries }) => byPath(entries))
  const tablesBefore = layersBefore?.map(({ entries }) => byPath(entries))
  const rows = withChanges(pathsOf(layers), layersBefore && pathsOf(layersBefore), path => path)
    .toSorted((one, other) => comparePaths(one.item, other.item))
    .map(row => rowOf(row.item, row.change, tables, tablesBefore))
  return {
    target,
    columns: layers.map(({ entries: _, ...column }) => column),
    rows,
    change,
    events: overlayEvents(rows, layers),
  }
}

function pathsOf(layers: readonly OverlayLayer[]): string[] {
  return [
    ...new Set(layers.flatMap(({ entries }) => entries.map(({ path }) => path))),
  ]
}

/** Parents before their children, and names in order. */
function comparePaths(one: string, other: string): number {
  const [a, b] = [one, other].map(path => path.replaceAll('/', '\0'))
  return a! < b!
    ? -1
    : 1
}
