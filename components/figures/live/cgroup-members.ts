import type { KernelSample } from '../../../scripts/probe/sample.ts'
import { sum } from '../../../scripts/base/sum.ts'

/** Who is in each group, by its path. In the root they are counted; elsewhere, names say more. */
export function membersByPath({ processes = [] }: KernelSample): Map<string, string> {
  const counts = new Map<string, Map<string, number>>()
  for (const { name, cgroup } of processes) {
    const names = counts.get(cgroup) ?? new Map<string, number>()
    counts.set(cgroup, names.set(name, (names.get(name) ?? 0) + 1))
  }
  return new Map([
    ...counts,
  ].map(([path, names]) => [
    path,
    path === '/'
      ? countOf(names)
      : [
          ...names,
        ].map(([name, count]) => count === 1
          ? name
          : `${name} ×${count}`).join(', '),
  ]))
}

function countOf(names: ReadonlyMap<string, number>): string {
  const count = sum([
    ...names.values(),
  ])
  return count === 1
    ? '1 process'
    : `${count} processes`
}
