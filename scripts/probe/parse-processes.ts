import type { ProcessSample } from './sample.ts'
import { linesByFile } from './grep-lines.ts'
import { namespaceKinds } from './sample.ts'

/** Reads ps(1)'s table, whose columns after the state are the `namespaceKinds`, and the lines of the processes' files. A process that ended between both is left out. */
export function parseProcesses(table: readonly string[], status: readonly string[]): ProcessSample[] {
  const files = linesByFile(status)
  return table.flatMap((row) => {
    const [pid = '', parent, , state = '', ...rest] = row.trim().split(/\s+/)
    const facts = new Map((files.get(`/proc/${pid}/status`) ?? []).map((line) => {
      const colon = line.indexOf(':')
      return [
        line.slice(0, colon),
        line.slice(colon + 1).trim(),
      ]
    }))
    const fact = (name: string): string => facts.get(name) ?? ''
    const numbers = (text: string): number[] => text.split(/\s+/).filter(Boolean).map(Number)
    const isZombie = state.startsWith('Z')
    // A zombie has left its namespaces; ps prints a dash. Of any other process a dash says that it ended just then.
    const inodes = rest.splice(0, namespaceKinds.length).map(inode => isZombie && inode === '-'
      ? '0'
      : inode)
    if (!facts.has('Name') || inodes.some(inode => !/^\d+$/.test(inode)))
      return []
    return [
      {
        pid: Number(pid),
        parent: Number(parent),
        name: fact('Name'),
        command: rest.join(' '),
        state: state.slice(0, 1),
        // Kernels without PID namespaces have no such line.
        pids: facts.has('NSpid')
          ? numbers(fact('NSpid'))
          : [
              Number(pid),
            ],
        namespaces: Object.fromEntries(namespaceKinds.map((kind, index) => [
          kind,
          Number(inodes[index]),
        ])) as ProcessSample['namespaces'],
        users: numbers(fact('Uid')),
        capabilities: {
          inheritable: fact('CapInh'),
          permitted: fact('CapPrm'),
          effective: fact('CapEff'),
          bounding: fact('CapBnd'),
          ambient: fact('CapAmb'),
        },
        noNewPrivileges: fact('NoNewPrivs') === '1',
        seccomp: Number(fact('Seccomp') || 0),
        userMap: (files.get(`/proc/${pid}/uid_map`) ?? []).map(line => numbers(line) as [number, number, number]),
        cgroup: (files.get(`/proc/${pid}/cgroup`) ?? []).map(line => line.replace(/^0::/, ''))[0] ?? '/',
      },
    ]
  })
}
