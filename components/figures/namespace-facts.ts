/** One kind of namespace, after namespaces(7) and the kernel's own history. */
export interface NamespaceFact {
  name: string
  flag: string
  /** Kernel release, or the first and last where it took several. */
  kernel: string
  year: string
  /** What a process in a new one has for itself. */
  own: string
}

/** The eight namespaces in the order in which Linux got them. */
export const namespaceFacts: readonly NamespaceFact[] = [
  {
    name: 'mount',
    flag: 'CLONE_NEWNS',
    kernel: '2.4.19',
    year: '2002',
    own: 'mount points',
  },
  {
    name: 'UTS',
    flag: 'CLONE_NEWUTS',
    kernel: '2.6.19',
    year: '2006',
    own: 'host and domain name',
  },
  {
    name: 'IPC',
    flag: 'CLONE_NEWIPC',
    kernel: '2.6.19',
    year: '2006',
    own: 'System V IPC, POSIX queues',
  },
  {
    name: 'PID',
    flag: 'CLONE_NEWPID',
    kernel: '2.6.24',
    year: '2008',
    own: 'process IDs',
  },
  {
    name: 'network',
    flag: 'CLONE_NEWNET',
    kernel: '2.6.24–29',
    year: '2009',
    own: 'devices, addresses, ports',
  },
  {
    name: 'user',
    flag: 'CLONE_NEWUSER',
    kernel: '3.8',
    year: '2013',
    own: 'user IDs, capabilities',
  },
  {
    name: 'cgroup',
    flag: 'CLONE_NEWCGROUP',
    kernel: '4.6',
    year: '2016',
    own: 'cgroup root',
  },
  {
    name: 'time',
    flag: 'CLONE_NEWTIME',
    kernel: '5.6',
    year: '2020',
    own: 'boot and monotonic clock',
  },
]
