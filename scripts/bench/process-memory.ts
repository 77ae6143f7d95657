import { readdir, readFile } from 'node:fs/promises'
import { sum } from '../base/sum.ts'

/**
 * Mebibytes of memory that a process and all it started have, on Linux: the proportional set size (proc_pid_smaps(5)), which counts what
 * several of them share once.
 */
export async function treeMemory(root: number): Promise<number> {
  const parents = await processParents()
  const isOurs = (pid: number): boolean => pid === root || (parents.has(pid) && isOurs(parents.get(pid)!))
  const sizes = await Promise.all([
    ...parents.keys(),
  ].filter(isOurs).map(proportionalSize))
  return sum(sizes) / 1024
}

async function processParents(): Promise<Map<number, number>> {
  const names = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  const stats = await Promise.all(names.map(name => readFile(`/proc/${name}/stat`, 'utf8').catch(() => undefined)))
  return new Map(stats.flatMap((stat, index) => {
    // The command may have blanks and brackets; state and parent are the first two after it.
    const parent = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]
    return parent === undefined
      ? []
      : [
          [
            Number(names[index]),
            Number(parent),
          ] as const,
        ]
  }))
}

/** Kibibytes; none for a process that has ended meanwhile. */
async function proportionalSize(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0)
}
