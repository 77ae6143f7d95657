import type { ProcessSample } from '../../../scripts/probe/sample.ts'

/** Each process followed by all below it, in the order of their PIDs. One whose parent is not among them stands by itself. */
export function inTreeOrder(processes: readonly ProcessSample[]): ProcessSample[] {
  const pids = new Set(processes.map(({ pid }) => pid))
  const children = Map.groupBy(processes.toSorted((a, b) => a.pid - b.pid), ({ parent, pid }) => pids.has(parent) && parent !== pid
    ? parent
    : 0)
  const below = (parent: number): ProcessSample[] => (children.get(parent) ?? []).flatMap(process => [
    process,
    ...below(process.pid),
  ])
  return below(0)
}

/** Its parent, the parent's parent and so on, as far as they are known. */
export function ancestors(process: ProcessSample, byPid: ReadonlyMap<number, ProcessSample>): ProcessSample[] {
  const parent = byPid.get(process.parent)
  return parent && parent !== process
    ? [
        parent,
        ...ancestors(parent, byPid),
      ]
    : []
}
