import type { ProcessSample } from '../../../scripts/probe/sample.ts'
import type { Layer } from '../../slide/layer.ts'

/** What a process does for containers, from who asks for one to who is in it. */
export const processRoles = [
  'client',
  'daemon',
  'shim',
  'runtime',
  'container',
] as const
export type ProcessRole = (typeof processRoles)[number]

/** A process's part in the stack of container software. */
export interface ProcessPart {
  role: ProcessRole
  layer: Layer
}

/** By the name of the program, of which the kernel keeps 15 characters. Without an end, a name is the beginning of longer ones. */
const parts: readonly (readonly [RegExp, ProcessRole, Layer])[] = [
  [/^dockerd$|^buildkitd$/, 'daemon', 'engine'],
  [/^containerd$|^crio$/, 'daemon', 'high-level'],
  [/^containerd-shim|^conmon/, 'shim', 'high-level'],
  [/^docker$|^docker-(?:compose|buildx)$|^ctr$|^nerdctl$|^crictl$|^podman$|^buildah$|^curl$/, 'client', 'host'],
]
/** Of these, also what already stands in the container's namespaces and is not yet the container's program. */
const RUNTIME = /^(?:runc|crun|kata-runtime)(?:$|:)|^runsc/

/** The part of a process, if it has one: in another PID namespace than the machine's, it is a container's. */
export function processPart({ name, pids }: Pick<ProcessSample, 'name' | 'pids'>): ProcessPart | undefined {
  if (RUNTIME.test(name))
    return { role: 'runtime', layer: 'low-level' }
  if (pids.length > 1)
    return { role: 'container', layer: 'kernel' }
  const [, role, layer] = parts.find(([pattern]) => pattern.test(name)) ?? []
  return role && layer && { role, layer }
}

/** Whether software for containers is at work here. Namespaces alone do not say so, nor does a client: both are there without. */
export function isStack(processes: readonly Pick<ProcessSample, 'name' | 'pids'>[]): boolean {
  return processes.some((process) => {
    const role = processPart(process)?.role
    return role === 'daemon' || role === 'shim' || role === 'runtime'
  })
}
