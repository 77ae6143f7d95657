/** One kind of namespace, after namespaces(7) and the kernel's own history. */
export interface NamespaceFact {
  name: string
  flag: string
  /** Kernel release, or the first and last where it took several. */
  kernel: string
  year: string
  /** What a process in a new one has for itself. */
  own: string
  /** What may be asked on the host and in a new one, and an answer that each gets. */
  question: string
  outside: string
  inside: string
}

/** The eight namespaces in the order in which Linux got them. */
export const namespaceFacts: readonly NamespaceFact[] = [
  {
    name: 'mount',
    flag: 'CLONE_NEWNS',
    kernel: '2.4.19',
    year: '2002',
    own: 'mount points',
    question: 'its files',
    outside: '/srv/web',
    inside: '/',
  },
  {
    name: 'UTS',
    flag: 'CLONE_NEWUTS',
    kernel: '2.6.19',
    year: '2006',
    own: 'host and domain name',
    question: 'host name',
    outside: 'server7',
    inside: 'web',
  },
  {
    name: 'IPC',
    flag: 'CLONE_NEWIPC',
    kernel: '2.6.19',
    year: '2006',
    own: 'System V IPC, POSIX queues',
    question: 'messages',
    outside: '3 queues',
    inside: 'no queue',
  },
  {
    name: 'PID',
    flag: 'CLONE_NEWPID',
    kernel: '2.6.24',
    year: '2008',
    own: 'process IDs',
    question: 'process',
    outside: 'PID 4711',
    inside: 'PID 1',
  },
  {
    name: 'network',
    flag: 'CLONE_NEWNET',
    kernel: '2.6.24–29',
    year: '2009',
    own: 'devices, addresses, ports',
    question: 'address',
    outside: '192.168.0.7',
    inside: '10.0.0.2',
  },
  {
    name: 'user',
    flag: 'CLONE_NEWUSER',
    kernel: '3.8',
    year: '2013',
    own: 'user IDs, capabilities',
    question: 'user',
    outside: 'uid 100000',
    inside: 'uid 0',
  },
  {
    name: 'cgroup',
    flag: 'CLONE_NEWCGROUP',
    kernel: '4.6',
    year: '2016',
    own: 'cgroup root',
    question: 'group',
    outside: '/acme/shop',
    inside: '/',
  },
  {
    name: 'time',
    flag: 'CLONE_NEWTIME',
    kernel: '5.6',
    year: '2020',
    own: 'boot and monotonic clock',
    question: 'clock',
    outside: 'up 3 days',
    inside: 'up 1000 days',
  },
]
