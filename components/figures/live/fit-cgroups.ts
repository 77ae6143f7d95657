import type { CgroupRow } from './cgroup-rows.ts'
import { parentOf } from './cgroup-rows.ts'

/** A row with the lines that tie it to its parent. */
export interface PlacedCgroup extends CgroupRow {
  /** Per level above: whether that line goes on below this row. The last one is the row's own. */
  guides: boolean[]
  /** Groups in it are shown, too. */
  isParent: boolean
}

export interface FittedCgroups {
  rows: PlacedCgroup[]
  /** How many groups there was no room for. */
  left: number
}

export interface CgroupRoom {
  /** In px, as what follows. */
  height: number
  heightOf: (row: CgroupRow) => number
  /** Of the line that says how many are left out. */
  moreHeight: number
}

/** Leaves out groups with the least to say, from the bottom up, until all fit; nobody's parent is left out. */
export function fitCgroups(rows: readonly CgroupRow[], { height, heightOf, moreHeight }: CgroupRoom): FittedCgroups {
  const kept = [...rows]
  let used = kept.reduce((sum, row) => sum + heightOf(row), 0)
  while (kept.length > 1 && used + (kept.length < rows.length
    ? moreHeight
    : 0) > height) {
    const parents = new Set(kept.map(({ path }) => parentOf(path)))
    const leaves = kept.filter(({ path }) => !parents.has(path))
    const least = Math.min(...leaves.map(importance))
    const [dropped] = kept.splice(kept.indexOf(leaves.findLast(row => importance(row) === least)!), 1)
    used -= heightOf(dropped!)
  }
  return {
    rows: kept.map((row, index) => ({
      ...row,
      guides: guidesOf(row, kept.slice(index + 1)),
      isParent: kept.some(each => parentOf(each.path) === row.path),
    })),
    left: rows.length - kept.length,
  }
}

function importance({ change, badges, gauges, members, isMembersFresh }: CgroupRow): number {
  return (badges.some(({ kind }) => kind === 'failure')
    ? 16
    : 0)
  + (change !== 'same' || isMembersFresh
    ? 8
    : 0)
  + (badges.length > 0
    ? 4
    : 0)
  + (gauges.length > 0
    ? 2
    : 0)
  + (members !== ''
    ? 1
    : 0)
}

function guidesOf({ path, depth }: CgroupRow, below: readonly CgroupRow[]): boolean[] {
  const parts = path.split('/')
  return Array.from({ length: depth }, (_, level) => {
    const parent = parts.slice(0, level + 1).join('/') || '/'
    const end = below.findIndex(row => row.depth <= level)
    return below.slice(0, end < 0
      ? below.length
      : end).some(row => parentOf(row.path) === parent)
  })
}
