import type { Layer } from '../slide/layer.ts'

/** One stop of the stack map: a layer, or the shim that the high-level runtime leaves beside each container. */
export interface StackStop {
  layer: Layer
  name: string
  /** Who stands there; one entry per line. */
  members: readonly string[]
  /** What it says to the stop below. */
  asks?: string
  /** Height in canvas pixels. */
  height: number
}

/** The container stack from the top down. */
export const stackStops: readonly StackStop[] = [
  {
    layer: 'orchestrator',
    name: 'orchestrator',
    members: ['Kubernetes, Swarm, Nomad'],
    height: 44,
  },
  {
    layer: 'engine',
    name: 'engine',
    members: ['Docker, Podman'],
    asks: 'Docker: containerd API',
    height: 44,
  },
  {
    layer: 'high-level',
    name: 'high-level runtime',
    members: ['containerd, CRI-O'],
    asks: 'starts',
    height: 44,
  },
  {
    layer: 'high-level',
    name: 'shim',
    members: ['containerd-shim, conmon'],
    asks: 'OCI bundle',
    height: 40,
  },
  {
    layer: 'low-level',
    name: 'low-level runtime',
    members: ['runc, crun'],
    asks: 'system calls',
    height: 44,
  },
  {
    layer: 'kernel',
    name: 'kernel',
    members: ['namespaces, cgroups, overlayfs,', 'capabilities, pivot_root, seccomp'],
    height: 68,
  },
  {
    layer: 'host',
    name: 'host',
    members: ['a computer, real or virtual'],
    height: 40,
  },
]
