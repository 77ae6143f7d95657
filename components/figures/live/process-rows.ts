import type { KernelSample, ProcessSample } from '../../../scripts/probe/sample.ts'
import type { Change, Changed } from './changes.ts'
import type { ProcessPart } from './process-role.ts'
import { withChanges } from './changes.ts'
import { commandName } from './command-name.ts'
import { isShell } from './is-shell.ts'
import { talkProcesses } from './kit-processes.ts'
import { ancestors, inTreeOrder } from './process-order.ts'
import { isStack, processPart, processRoles } from './process-role.ts'
import { earlierSample } from './sample-history.ts'
import { treeGuides } from './tree-guides.ts'

/** Columns of PIDs, at most: the host's, and of deeper nesting the two innermost. */
const MOST_LEVELS = 3

/** A process in one of the PID namespaces that see it. */
export interface ProcessPlace {
  pid: number
  /** How deep it stands in the part of the tree that is shown and that this namespace sees. */
  depth: number
}

export interface ProcessRow {
  key: string
  words: string
  change: Change
  /** The host first. */
  places: readonly ProcessPlace[]
  /** What it is besides running. */
  state: 'zombie' | 'stopped' | undefined
  /** First and last of the rows below each other that are in the same innermost namespace. */
  begins: boolean
  ends: boolean
  /** What it does for containers, where software for them is at work. */
  part?: ProcessPart
  /** Lines to its parent, as in `treeGuides`; none where nobody has a part. */
  guides: readonly boolean[]
}

export interface ProcessRows {
  rows: readonly ProcessRow[]
  /** Columns of PIDs. */
  levels: number
  /** Processes of the machine that have no row. */
  more: number
  /** The parts that occur in the rows, in the order of the stack. */
  parts: readonly ProcessPart[]
}

/** The processes of the newest sample as a tree, those that matter most if there are more than rows. */
export function processRows(samples: readonly KernelSample[], most: number): ProcessRows {
  const now = inTreeOrder(talkProcesses(samples.at(-1)?.processes ?? []))
  const earlier = earlierSample(samples)?.processes
  const list = withChanges(now, earlier && inTreeOrder(talkProcesses(earlier)), ({ pid }) => String(pid))
  const hasParts = isStack(list.map(({ item }) => item))
  const byPid = new Map(list.map(each => [each.item.pid, each.item]))
  const weights = new Map(list.map(each => [
    each,
    weigh(each, hasParts),
  ]))
  for (const each of list.filter(({ item, change }) => item.pids.length > 1 && change !== 'gone')) {
    for (const ancestor of ancestors(each.item, byPid)) {
      const found = list.find(({ item }) => item === ancestor)!
      weights.set(found, Math.max(weights.get(found)!, 3))
    }
  }
  const wanted = list
    .filter(each => weights.get(each)! > 0)
    .toSorted((a, b) => weights.get(b)! - weights.get(a)! || b.item.pid - a.item.pid)
  const chosen = new Set(wanted.length < list.length || wanted.length > most
    ? wanted.slice(0, most - 1)
    : wanted)
  const shown = list.filter(each => chosen.has(each))
  const shownPids = new Set(shown.map(({ item }) => item.pid))
  const places = shown.map(({ item }) => placesOf(item, ancestors(item, byPid).filter(({ pid }) => shownPids.has(pid))))
  const guides = treeGuides(places.map(([place]) => place!.depth))
  const rows = shown.map(({ item, change }, index): ProcessRow => {
    const part = hasParts
      ? processPart(item)
      : undefined
    return {
      key: String(item.pid),
      words: part?.role === 'daemon' || part?.role === 'shim'
        ? item.name
        : commandName(item),
      change,
      places: places[index]!,
      state: stateOf(item),
      begins: !sameNamespace(item, shown[index - 1]?.item),
      ends: !sameNamespace(item, shown[index + 1]?.item),
      ...part && { part },
      guides: hasParts
        ? guides[index]!
        : [],
    }
  })
  return {
    rows,
    levels: Math.min(MOST_LEVELS, Math.max(1, ...shown.map(({ item }) => item.pids.length))),
    more: now.length - shown.filter(({ change }) => change !== 'gone').length,
    parts: partsOf(rows),
  }
}

/** Each part once. */
function partsOf(rows: readonly ProcessRow[]): ProcessPart[] {
  const parts = new Map(rows.flatMap(({ part }) => part
    ? [
        [`${part.role} ${part.layer}`, part] as const,
      ]
    : []))
  return [
    ...parts.values(),
  ].toSorted((a, b) => processRoles.indexOf(a.role) - processRoles.indexOf(b.role))
}

/** Zero for the host's daemons that do nothing new; the higher, the sooner it gets a row. */
function weigh({ item, change }: Changed<ProcessSample>, hasParts: boolean): number {
  if (item.pid === 1 || (item.pids.length > 1 && item.pids.at(-1) === 1))
    return 4
  if (hasParts && item.pids.length === 1 && processPart(item) !== undefined)
    return 3
  if (change === 'new' || item.pids.length > 1)
    return 2
  return change === 'gone' || isShell(item)
    ? 1
    : 0
}

function placesOf({ pids }: ProcessSample, above: readonly ProcessSample[]): ProcessPlace[] {
  return pids
    .map((pid, level) => ({ pid, depth: above.filter(ancestor => ancestor.pids.length > level).length }))
    .filter((_, level) => pids.length <= MOST_LEVELS || level === 0 || level > pids.length - MOST_LEVELS)
}

function stateOf({ state }: ProcessSample): ProcessRow['state'] {
  if (state === 'Z')
    return 'zombie'
  return state === 'T'
    ? 'stopped'
    : undefined
}

function sameNamespace(one: ProcessSample, other: ProcessSample | undefined): boolean {
  return other !== undefined && one.pids.length === other.pids.length
    && (one.namespaces.pid === other.namespaces.pid || one.state === 'Z' || other.state === 'Z')
}
