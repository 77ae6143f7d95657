import type { KernelSample, LayerEntry, LayerSample, MountSample, ProcessSample } from '../../../scripts/probe/sample.ts'
import { namespaceKinds, SAMPLE_VERSION } from '../../../scripts/probe/sample.ts'

/** All capabilities that Linux has since 5.9 (capabilities(7)). */
const ALL_CAPABILITIES = '000001ffffffffff'
const NO_CAPABILITIES = '0000000000000000'
/** The inode numbers that the kernel gives to the first namespaces; they only need to differ. */
const FIRST_INODE = 4_026_531_834

/** The namespaces of the host in authored samples. */
export const hostNamespaces = Object.fromEntries(namespaceKinds.map((kind, index) => [
  kind,
  FIRST_INODE + index,
])) as ProcessSample['namespaces']

/** A process of root on the host, but for what is given. */
export function authoredProcess(given: Partial<ProcessSample> & Pick<ProcessSample, 'pid' | 'name'>): ProcessSample {
  return {
    parent: 1,
    command: given.name,
    state: 'S',
    pids: [given.pid],
    namespaces: hostNamespaces,
    users: [0, 0, 0, 0],
    capabilities: {
      inheritable: NO_CAPABILITIES,
      permitted: ALL_CAPABILITIES,
      effective: ALL_CAPABILITIES,
      bounding: ALL_CAPABILITIES,
      ambient: NO_CAPABILITIES,
    },
    noNewPrivileges: false,
    seccomp: 0,
    userMap: [
      [0, 0, 4_294_967_295],
    ],
    cgroup: '/',
    ...given,
  }
}

/** What stands in a layer, by path; `opaque` is a directory through which nothing shines. */
export type AuthoredLayer = Readonly<Record<string, LayerEntry['kind'] | 'opaque'>>

/** An overlay mount at `target`, its lower layers from the top down by directory. What it shows is given, too: only a kernel works it out. */
export function authoredOverlay({ target, merged, upper, lower }: { target: string, merged: AuthoredLayer, upper?: AuthoredLayer, lower: Readonly<Record<string, AuthoredLayer>> }): MountSample {
  return {
    target,
    source: 'overlay',
    type: 'overlay',
    options: `rw,lowerdir=${Object.keys(lower).join(':')},upperdir=${target}-upper`,
    propagation: 'private',
    overlay: {
      lower: Object.entries(lower).map(([directory, layer]) => authoredLayer(directory, layer)),
      ...upper && {
        upper: authoredLayer(`${target}-upper`, upper),
      },
      merged: authoredLayer(target, merged),
    },
  }
}

function authoredLayer(directory: string, layer: AuthoredLayer): LayerSample {
  return {
    directory,
    entries: Object.entries(layer).map(([path, kind]) => ({
      path,
      ...kind === 'opaque'
        ? { kind: 'directory', opaque: true }
        : { kind },
    })),
  }
}

/** The mounts of the host's mount namespace. */
export function authoredMounts(...mounts: readonly MountSample[]): NonNullable<KernelSample['mounts']> {
  return [
    {
      namespace: hostNamespaces.mnt,
      pid: 1,
      mounts: [...mounts],
    },
  ]
}

/** An authored sample, for a figure that shows an idea before any machine does. */
export function authoredSample(parts: Omit<KernelSample, 'version' | 'at'> & { at?: number }): KernelSample {
  return { version: SAMPLE_VERSION, at: 0, ...parts }
}
