import type { LayerEntry } from '../../../scripts/probe/sample.ts'
import type { Change } from './changes.ts'
import type { OverlayCell, OverlayRow } from './overlay-view.ts'
import { nameOf } from './overlay-mounts.ts'

/** What a layer has, by path. */
export type LayerTable = ReadonlyMap<string, LayerEntry>

/** A layer's entries by their paths. */
export function byPath(entries: readonly LayerEntry[]): LayerTable {
  return new Map(entries.map(entry => [entry.path, entry]))
}

/** A name with what stands under it in each layer, now and before. */
export function rowOf(path: string, change: Change, tables: readonly LayerTable[], before: readonly LayerTable[] | undefined): OverlayRow {
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
function copySource(path: string, before: readonly LayerTable[], column: number): number | undefined {
  const kind = before[0]?.get(path)?.kind
  const from = before.findIndex((table, index) => index > column && table.get(path)?.kind === kind)
  return kind !== undefined && from > 0 && !before[column]?.has(path)
    ? from
    : undefined
}

/** The column from which on a name is hidden by what stands above it: a file, a whiteout, or an opaque directory on its way. */
function firstHidden(path: string, tables: readonly LayerTable[]): number {
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
