import type { KernelSample, ProcessSample } from '../../../scripts/probe/sample.ts'
import type { Change } from './changes.ts'
import { withChanges } from './changes.ts'
import { earlierSample } from './sample-history.ts'

/** A container on a node: as it is, and as it should be. */
export interface ClusterContainer {
  name: string
  /** Of its first process, as the host numbers it; undefined where there is none yet. */
  pid: number | undefined
  /** `awaited`: placed here, and not there yet; `unwanted`: there, and not placed here any more. */
  state: 'runs' | 'awaited' | 'unwanted'
  change: Change
}

export interface ClusterNode {
  name: string
  /** What the store says of it, such as `ready`. */
  state: string
  /** Somebody there looks into the store. */
  hasAgent: boolean
  containers: readonly ClusterContainer[]
}

export interface ClusterView {
  /** Containers that should run; undefined where nobody has said so. */
  wanted: number | undefined
  running: number
  hasScheduler: boolean
  nodes: readonly ClusterNode[]
}

/**
 * What is wanted beside what is. Wanted is what stands in the store: `replicas`, `nodes/NODE` and `places/CONTAINER`, whose value is a node.
 * What is comes from the kernel: a container is the first process in the control group `/NODE/CONTAINER`.
 */
export function clusterView(samples: readonly KernelSample[]): ClusterView {
  const now = samples.at(-1)
  const before = earlierSample(samples)
  const { store = {}, processes = [] } = now ?? {}
  const nodes = below(store, 'nodes/')
  return {
    wanted: store.replicas === undefined
      ? undefined
      : Number(store.replicas),
    running: nodes.reduce((sum, [node]) => sum + running(node, processes).length, 0),
    hasScheduler: processes.some(({ name }) => name === 'scheduler'),
    nodes: nodes.map(([name, state]) => ({
      name,
      state,
      hasAgent: processes.some(each => each.name === 'agent' && each.cgroup === `/${name}/agent`),
      containers: withChanges(
        containersOf(name, now),
        before && containersOf(name, before),
        ({ name: container, pid }) => `${container} ${pid ?? ''}`,
      ).map(({ item, change }) => ({ ...item, change })),
    })),
  }
}

type Container = Omit<ClusterContainer, 'change'>

function containersOf(node: string, { store = {}, processes = [] }: Partial<KernelSample> = {}): Container[] {
  const placed = below(store, 'places/').flatMap(([name, place]) => place === node
    ? [name]
    : [])
  const there = running(node, processes)
  return [
    ...there.map<Container>(({ name, pid }) => ({
      name,
      pid,
      state: placed.includes(name)
        ? 'runs'
        : 'unwanted',
    })),
    ...placed.filter(name => !there.some(each => each.name === name)).map<Container>(name => ({ name, pid: undefined, state: 'awaited' })),
  ].toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
}

/** First processes of the containers of a node. */
function running(node: string, processes: readonly ProcessSample[]): { name: string, pid: number }[] {
  return processes.flatMap(({ cgroup, pid, pids, state }) => cgroup.startsWith(`/${node}/`) && cgroup !== `/${node}/agent` && pids.at(-1) === 1 && state !== 'Z'
    ? [
        {
          name: cgroup.slice(node.length + 2),
          pid,
        },
      ]
    : [])
}

/** Keys of a folder of the store, without its name, and their values. */
function below(store: Readonly<Record<string, string>>, folder: string): [key: string, value: string][] {
  return Object.entries(store).flatMap(([key, value]) => key.startsWith(folder)
    ? [
        [
          key.slice(folder.length),
          value,
        ] as [string, string],
      ]
    : [])
}
