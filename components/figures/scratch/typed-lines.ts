/** What makes a container by hand, in the order of the demo `container-in-bash`, and the key of config.json that says the same. */
export const typedLines: readonly { line: string, key: string }[] = [
  { line: 'echo 50M > memory.max', key: 'linux.resources' },
  { line: 'unshare --mount --pid …', key: 'linux.namespaces' },
  { line: 'hostname box', key: 'hostname' },
  { line: 'pivot_root . old', key: 'root.path' },
  { line: 'mount -t proc proc /proc', key: 'mounts' },
  { line: 'setpriv --bounding-set=…', key: 'process.capabilities' },
  { line: 'bash', key: 'process.args' },
]

/** The same keys in the order of `demos/files/config.json`. */
export const writtenKeys: readonly string[] = [
  'root.path',
  'mounts',
  'process.args',
  'process.capabilities',
  'hostname',
  'linux.namespaces',
  'linux.resources',
]
