import type { KernelSample, LayerEntry, LayerSample, MountSample } from '../../../scripts/probe/sample.ts'
import type { Change } from './changes.ts'
import { withChanges } from './changes.ts'
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

interface FoundOverlay {
  target: string
  overlay: NonNullable<MountSample['overlay']>
}

/** Lower layers beyond these are drawn as one. */
const MOST_LOWER = 3

/** All overlay mounts, those that are apart for no more than the mount namespace they were seen from only once. */
export function overlayViews(samples: readonly KernelSample[]): OverlayView[] {
  const earlier = earlierSample(samples)
  const before = earlier && overlaysOf(earlier)
  return withChanges(overlaysOf(samples.at(-1)), before, keyOf)
    .map(({ item, change }) => viewOf(item, change, change === 'same'
      ? before?.find(each => keyOf(each) === keyOf(item))
      : undefined))
}

function overlaysOf(sample: KernelSample | undefined): FoundOverlay[] {
  const found = new Map<string, FoundOverlay>()
  for (const { target, options, overlay } of sample?.mounts?.flatMap(({ mounts }) => mounts) ?? []) {
    // A mount namespace begins with a copy of every mount; where the root was changed, the copy has another target.
    if (overlay && !found.has(options))
      found.set(options, { target, overlay })
  }
  return [
    ...found.values(),
  ]
}

function keyOf({ target, overlay: { upper, lower } }: FoundOverlay): string {
  return [
    target,
    upper?.directory ?? '',
    ...lower.map(({ directory }) => directory),
  ].join('\t')
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
    events: rows.filter(row => !isOnTheWay(row, rows)).flatMap(row => eventsOf(row, layers)),
  }
}

interface Layer extends OverlayColumn {
  entries: readonly LayerEntry[]
}

function layersOf({ merged, upper, lower }: FoundOverlay['overlay']): Layer[] {
  const own = lower.length > MOST_LOWER
    ? lower.slice(0, MOST_LOWER - 1)
    : lower
  const rest = lower.slice(own.length)
  const names = own.map(({ directory }) => nameOf(directory))
  const areTold = new Set(names).size === own.length
  return [
    { label: 'merged', role: 'merged', entries: merged.entries },
    ...upper
      ? [
          { label: 'upper', role: 'upper' as const, entries: upper.entries },
        ]
      : [],
    ...own.map(({ entries }, index) => ({
      label: lower.length === 1
        ? 'lower'
        : areTold
          ? names[index]!
          : `lower ${index + 1}`,
      ...!areTold && {
        number: String(index + 1),
      },
      role: 'lower' as const,
      entries,
    })),
    ...rest.length > 0
      ? [
          {
            label: `${rest.length} more`,
            number: `+${rest.length}`,
            role: 'lower' as const,
            entries: together(rest),
          },
        ]
      : [],
  ]
}

/** Layers seen from above, as one: of each name what stands topmost. */
function together(layers: readonly LayerSample[]): LayerEntry[] {
  const seen = new Map<string, LayerEntry>()
  for (const entry of layers.flatMap(({ entries }) => entries)) {
    if (!seen.has(entry.path))
      seen.set(entry.path, entry)
  }
  return [
    ...seen.values(),
  ]
}

type Table = ReadonlyMap<string, LayerEntry>

function byPath(entries: readonly LayerEntry[]): Table {
  return new Map(entries.map(entry => [entry.path, entry]))
}

function pathsOf(layers: readonly Layer[]): string[] {
  return [
    ...new Set(layers.flatMap(({ entries }) => entries.map(({ path }) => path))),
  ]
}

function rowOf(path: string, change: Change, tables: readonly Table[], before: readonly Table[] | undefined): OverlayRow {
  const entries = tables.map(table => table.get(path))
  const shown = entries[0]
  const hiddenFrom = firstHidden(path, tables)
  const cells = tables.map((table, column): OverlayCell | undefined => {
    const entry = table.get(path)
    const old = before?.[column]?.get(path)
    const seen = entry ?? old
    if (!seen)
      return undefined
    const cellChange = cellChangeOf(entry, old, before !== undefined)
    const from = cellChange === 'new' && column > 0 && entry?.kind !== 'whiteout'
      ? copySource(path, before!, column)
      : undefined
    return {
      kind: seen.kind,
      isOpaque: seen.opaque === true,
      isHidden: column >= hiddenFrom,
      change: cellChange,
      ...from !== undefined && { copiedFrom: from },
    }
  })
  const source = tables.findIndex((table, column) => {
    const kind = table.get(path)?.kind
    return column > 0 && kind !== undefined && kind !== 'whiteout'
  })
  return {
    path,
    name: nameOf(path),
    depth: path.split('/').length - 1,
    isDirectory: (shown ?? entries.find(entry => entry))?.kind === 'directory',
    cells,
    source: shown && source > 0
      ? source
      : undefined,
    change,
  }
}

function cellChangeOf(entry: LayerEntry | undefined, old: LayerEntry | undefined, isKnown: boolean): Change {
  if (!entry)
    return 'gone'
  return isKnown && (!old || old.kind !== entry.kind || old.opaque !== entry.opaque)
    ? 'new'
    : 'same'
}

/** The column below from which merged had it when it was not yet here. */
function copySource(path: string, before: readonly Table[], column: number): number | undefined {
  const kind = before[0]?.get(path)?.kind
  const from = before.findIndex((table, index) => index > column && table.get(path)?.kind === kind)
  return kind !== undefined && from > 0 && !before[column]?.has(path)
    ? from
    : undefined
}

/** The column from which on a name is hidden by what stands above it: a file, a whiteout, or an opaque directory on its way. */
function firstHidden(path: string, tables: readonly Table[]): number {
  const parts = path.split('/')
  const parents = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join('/'))
  const hiding = tables.findIndex((table, column) => {
    if (column === 0)
      return false
    const own = table.get(path)
    return (own !== undefined && (own.kind !== 'directory' || own.opaque === true))
      || parents.some((parent) => {
        const entry = table.get(parent)
        return entry !== undefined && (entry.kind !== 'directory' || entry.opaque === true)
      })
  })
  return hiding < 0
    ? tables.length
    : hiding + 1
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

/** Parents before their children, and names in order. */
function comparePaths(one: string, other: string): number {
  const [a, b] = [one, other].map(path => path.replaceAll('/', '\0'))
  return a! < b!
    ? -1
    : 1
}

function nameOf(path: string): string {
  return path.replace(/\/+$/, '').split('/').at(-1)!
}
