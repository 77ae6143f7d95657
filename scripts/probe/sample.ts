/**
 * What the probe reports of a machine's kernel: one JSON shape for live figures, recorded figures and figures drawn from authored data.
 * Samples from elsewhere (a socket, a file) have to be parsed with `kernelSample` first.
 */
import * as v from 'valibot'

/** Grows when a reader of older samples would misread a newer one. */
export const SAMPLE_VERSION = 1

/** The eight kinds, named like their files in `/proc/PID/ns` (namespaces(7)). */
export const namespaceKinds = [
  'cgroup',
  'ipc',
  'mnt',
  'net',
  'pid',
  'time',
  'user',
  'uts',
] as const
export type NamespaceKind = (typeof namespaceKinds)[number]

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
/** Inode number of a namespace: what tells one from another. */
const inode = count
/** Bytes, processes or microseconds; `null` where the kernel says `max`, that is, no limit. */
const limit = v.nullable(count)
/** A set of capabilities as the kernel prints it: 64 bits in hex (proc_pid_status(5)). */
const capabilitySet = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/))
const events = v.record(v.string(), count)

/** One process. Kernel threads and the probe's own are left out. Sources: proc_pid_status(5), proc_pid_stat(5), namespaces(7). */
const processSample = v.object({
  pid: count,
  parent: count,
  /** Name of the program (at most 15 characters), and its whole command line. */
  name: v.string(),
  command: v.string(),
  /** As in proc_pid_stat(5): `R`, `S`, `D`, `T`, `Z` … */
  state: v.string(),
  /** Its PID in every PID namespace that it is in, outermost first: `NSpid`. */
  pids: v.array(count),
  /** 0 for those that a zombie has left. */
  namespaces: v.object(v.entriesFromList(namespaceKinds, inode)),
  /** Real, effective, saved and file system user ID. */
  users: v.array(count),
  capabilities: v.object({
    inheritable: capabilitySet,
    permitted: capabilitySet,
    effective: capabilitySet,
    bounding: capabilitySet,
    ambient: capabilitySet,
  }),
  /** `no_new_privs` is set. */
  noNewPrivileges: v.boolean(),
  /** 0: none, 1: strict, 2: filter. */
  seccomp: count,
  /** Lines of `uid_map`: first ID inside, first ID outside, how many (user_namespaces(7)). */
  userMap: v.array(v.tuple([count, count, count])),
  /** Path of its control group. */
  cgroup: v.string(),
})
export type ProcessSample = v.InferOutput<typeof processSample>

/** Pressure in percent of the last ten seconds. Source: kernel documentation, "PSI". */
const pressureSample = v.object({
  some: v.number(),
  full: v.optional(v.number()),
})
export type PressureSample = v.InferOutput<typeof pressureSample>

/** One control group. What its controllers do not offer is absent. Source: kernel documentation, "Control Group v2". */
const cgroupSample = v.object({
  /** From the root, `/`. */
  path: v.string(),
  controllers: v.array(v.string()),
  /** `cgroup.subtree_control`: what its children get. */
  passedOn: v.array(v.string()),
  populated: v.boolean(),
  frozen: v.boolean(),
  memory: v.optional(v.object({
    /** Bytes. */
    current: count,
    max: limit,
    high: limit,
    /** `memory.events`: how often each happened. */
    events,
  })),
  pids: v.optional(v.object({
    current: count,
    max: limit,
    events,
  })),
  cpu: v.optional(v.object({
    /** Microseconds that the group may run in every period; `null` for no limit. */
    quota: limit,
    /** Microseconds. */
    period: count,
    weight: v.optional(count),
    /** Microseconds of processor time used since the group was made. */
    usage: count,
    /** Periods that have passed, and those in which the group had to wait. */
    periods: count,
    throttled: count,
  })),
  pressure: v.object({
    cpu: v.optional(pressureSample),
    memory: v.optional(pressureSample),
    io: v.optional(pressureSample),
  }),
})
export type CgroupSample = v.InferOutput<typeof cgroupSample>

/** What stands in a directory of an overlay mount, at most two levels deep. */
const layerEntry = v.object({
  /** Below the layer's own directory. */
  path: v.string(),
  kind: v.picklist([
    'file',
    'directory',
    'whiteout',
    'other',
  ]),
  /** Nothing below it shines through: `trusted.overlay.opaque`. */
  opaque: v.optional(v.boolean()),
})
export type LayerEntry = v.InferOutput<typeof layerEntry>

const layerSample = v.object({
  directory: v.string(),
  entries: v.array(layerEntry),
})
export type LayerSample = v.InferOutput<typeof layerSample>

const mountSample = v.object({
  target: v.string(),
  source: v.string(),
  type: v.string(),
  options: v.string(),
  /** `shared`, `private`, `slave`, `unbindable`, as findmnt(8) prints it. */
  propagation: v.string(),
  /** Of an overlay mount: its layers, topmost lower one first. Source: kernel documentation, "Overlay Filesystem". */
  overlay: v.optional(v.object({
    lower: v.array(layerSample),
    upper: v.optional(layerSample),
    work: v.optional(v.string()),
    merged: layerSample,
  })),
})
export type MountSample = v.InferOutput<typeof mountSample>

/** The mounts of one mount namespace, as one process in it sees them. */
const mountNamespaceSample = v.object({
  namespace: inode,
  pid: count,
  mounts: v.array(mountSample),
})

/** One network device. Source: ip-link(8), ip-address(8). */
const linkSample = v.object({
  index: count,
  name: v.string(),
  /** `veth`, `bridge`, `loopback`, `ether` … */
  kind: v.string(),
  up: v.boolean(),
  /** Name of the bridge that it is plugged into. */
  master: v.optional(v.string()),
  /** Index of the other end of a pair (veth), in that end's namespace. */
  peer: v.optional(count),
  /** With the prefix length: `10.0.0.1/24`. */
  addresses: v.array(v.string()),
})
export type LinkSample = v.InferOutput<typeof linkSample>

/** One network namespace. */
const networkSample = v.object({
  namespace: inode,
  /** Its name in `/run/netns`, where it has one. */
  name: v.optional(v.string()),
  links: v.array(linkSample),
  routes: v.array(v.object({
    to: v.string(),
    via: v.optional(v.string()),
    device: v.string(),
  })),
})
export type NetworkSample = v.InferOutput<typeof networkSample>

/** What an index or a manifest says of another blob. Source: OCI image specification, "Descriptor". */
const blobReference = v.object({
  role: v.picklist(['manifest', 'config', 'layer']),
  /** `sha256:` and 64 digits. */
  digest: v.string(),
  /** The image's name, `org.opencontainers.image.ref.name`, and its processor. */
  name: v.optional(v.string()),
  processor: v.optional(v.string()),
})
export type BlobReference = v.InferOutput<typeof blobReference>

const imageDocument = v.object({
  kind: v.picklist(['index', 'manifest', 'config']),
  refers: v.array(blobReference),
})
export type ImageDocument = v.InferOutput<typeof imageDocument>

/** One file of a store of images. */
const blobSample = v.object({
  /** `sha256:` and the file's name. */
  digest: v.string(),
  /** Bytes. */
  size: count,
  /** Whether its bytes add up to its name; absent where that was not worked out, as of large ones. */
  isTrue: v.optional(v.boolean()),
  /** What it says, where it is one of the three pieces of JSON. */
  document: v.optional(imageDocument),
})
export type BlobSample = v.InferOutput<typeof blobSample>

/** A folder with `blobs/sha256`: an OCI layout, or containerd's store of content. Source: OCI image specification, "Image Layout". */
const imageStoreSample = v.object({
  path: v.string(),
  /** It says that it is a layout: `oci-layout`. */
  isLayout: v.boolean(),
  /** `index.json`. */
  index: v.optional(v.object({
    size: count,
    document: v.optional(imageDocument),
  })),
  blobs: v.array(blobSample),
  /** Blobs that were not looked at. */
  more: count,
})
export type ImageStoreSample = v.InferOutput<typeof imageStoreSample>

export const kernelSample = v.object({
  version: v.literal(SAMPLE_VERSION),
  /** Seconds since the machine's kernel started (proc_uptime(5)). */
  at: v.number(),
  processes: v.optional(v.array(processSample)),
  cgroups: v.optional(v.array(cgroupSample)),
  mounts: v.optional(v.array(mountNamespaceSample)),
  networks: v.optional(v.array(networkSample)),
  /** What an orchestrator of few lines wants: values by key, each a line in a file below `/store`. Empty where there is no such folder. */
  store: v.optional(v.record(v.string(), v.string())),
  /** Stores of images, the one that was changed last first. */
  images: v.optional(v.array(imageStoreSample)),
})
export type KernelSample = v.InferOutput<typeof kernelSample>

/** The parts of a sample that a figure may need; others are not asked for. */
export type SamplePart = 'processes' | 'cgroups' | 'mounts' | 'networks' | 'store' | 'images'
