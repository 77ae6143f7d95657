import type { KernelSample, NamespaceKind, ProcessSample } from '../../../scripts/probe/sample.ts'
import type { Change } from './changes.ts'
import { withChanges } from './changes.ts'
import { hostProcess } from './host-process.ts'
import { talkProcesses } from './kit-processes.ts'
import { earlierSample } from './sample-history.ts'

/** The kinds as people call them, in the order in which Linux got them. */
const KINDS: readonly (readonly [NamespaceKind, string])[] = [
  ['mnt', 'mount'],
  ['uts', 'UTS'],
  ['ipc', 'IPC'],
  ['pid', 'PID'],
  ['net', 'network'],
  ['user', 'user'],
  ['cgroup', 'cgroup'],
  ['time', 'time'],
]

/** A namespace with what lives in it. */
export interface NamespaceChip {
  inode: number
  /** Newest first. */
  members: readonly ProcessSample[]
  change: Change
}

export interface NamespaceRow {
  kind: NamespaceKind
  label: string
  host: NamespaceChip | undefined
  /** Those of which the host's first process is no member, newest first. */
  others: readonly NamespaceChip[]
}

/** A row for each kind: the host's namespace, and all the others. */
export function namespaceRows(samples: readonly KernelSample[]): NamespaceRow[] {
  const processes = samples.at(-1)?.processes ?? []
  const earlier = earlierSample(samples)?.processes
  return KINDS.map(([kind, label]) => {
    const host = hostProcess(processes)?.namespaces[kind]
    const chips = withChanges(chipsOf(processes, kind), earlier && chipsOf(earlier, kind), ({ inode }) => String(inode))
      .map(({ item, change }) => ({ ...item, change }))
    return {
      kind,
      label,
      host: chips.find(({ inode }) => inode === host),
      others: chips.filter(({ inode }) => inode !== host),
    }
  })
}

function chipsOf(processes: readonly ProcessSample[], kind: NamespaceKind): Omit<NamespaceChip, 'change'>[] {
  // A zombie has left its namespaces.
  const members = talkProcesses(processes).filter(({ namespaces }) => namespaces[kind] > 0).toSorted((a, b) => b.pid - a.pid)
  return [
    ...Map.groupBy(members, ({ namespaces }) => namespaces[kind]),
  ].map(([inode, group]) => ({ inode, members: group }))
}
