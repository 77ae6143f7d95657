import type { ProcessSample } from './sample.ts'
import { linesByFile } from './grep-lines.ts'
import { namespaceKinds } from './sample.ts'

/** A field of `/proc/PID/stat`, counted as proc_pid_stat(5) does; the first two are cut off here. */
const STATE = 3
const PARENT = 4
const SESSION = 6

/**
 * Reads the files of all processes (`file:line`), and the links to their namespaces (`'link' -> 'kind:[inode]'`), and leaves out one session,
 * the probe's own. A process that ended while it was read is left out, too.
 */
export function parseProcesses(ownSession: string, lines: readonly string[], links: readonly string[]): ProcessSample[] {
  const files = linesByFile(lines)
  const inodes = new Map(links.map((link) => {
    const [, file = '', inode] = /^'(.+)' -> '\w+:\[(\d+)\]'$/.exec(link) ?? []
    return [
      file,
      Number(inode),
    ]
  }))
  return [
    ...files.keys(),
  ]
    .flatMap(file => /^\/proc\/(\d+)\/stat$/.exec(file)?.[1] ?? [])
    .sort((a, b) => Number(a) - Number(b))
    .flatMap(pid => parseProcess(pid, ownSession, name => files.get(`/proc/${pid}/${name}`) ?? [], kind => inodes.get(`/proc/${pid}/ns/${kind}`)))
}

function parseProcess(pid: string, ownSession: string, lines: (file: string) => readonly string[], inode: (kind: string) => number | undefined): ProcessSample[] {
  const facts = new Map(lines('status').map((line) => {
    const colon = line.indexOf(':')
    return [
      line.slice(0, colon),
      line.slice(colon + 1).trim(),
    ]
  }))
  const fact = (name: string): string => facts.get(name) ?? ''
  // The name stands in brackets, and may hold blanks and brackets itself.
  const stat = lines('stat').join('\n').replace(/^.*\) /s, '').split(' ')
  const field = (index: number): string => stat[index - STATE] ?? ''
  const isZombie = field(STATE) === 'Z'
  const namespaces = namespaceKinds.map(kind => [
    kind,
    // A zombie has left its namespaces.
    inode(kind) ?? (isZombie
      ? 0
      : undefined),
  ] as const)
  if (field(SESSION) === ownSession || !facts.has('Name') || namespaces.some(([, found]) => found === undefined))
    return []
  return [
    {
      pid: Number(pid),
      parent: Number(field(PARENT)),
      name: fact('Name'),
      command: commandLine(lines('cmdline')) || `[${fact('Name')}]`,
      state: field(STATE),
      // Kernels without PID namespaces have no such line.
      pids: numbers(fact('NSpid') || pid),
      namespaces: Object.fromEntries(namespaces) as ProcessSample['namespaces'],
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
      userMap: lines('uid_map').map(line => numbers(line) as [number, number, number]),
      cgroup: lines('cgroup').find(line => line.startsWith('0::'))?.slice('0::'.length) ?? '/',
    },
  ]
}

/** The arguments, each of which ends with a null byte in `/proc/PID/cmdline`, as one line. */
function commandLine(lines: readonly string[]): string {
  return lines.join(' ').replaceAll('\0', ' ').trim()
}

function numbers(text: string): number[] {
  return text.split(/\s+/).filter(Boolean).map(Number)
}
