import { defineDemo } from './define.ts'

/** Sources: cgroup_namespaces(7), cgroups(7), kernel documentation "Control Group v2" (Namespace), mount(8). */
export default defineDemo({
  id: 'cgroup-namespace',
  title: 'Out of sight, still in force',
  machines: ['embedded', 'qemu'],
  panes: { host: {}, container: {} },
  setup: `
    cd /sys/fs/cgroup
    echo +memory > cgroup.subtree_control
    mkdir acme acme/shop acme/payroll
    echo +memory > acme/cgroup.subtree_control
    echo 64M > acme/memory.max
  `,
  steps: [
    {
      pane: 'host',
      type: 'cd /sys/fs/cgroup/acme && ls -d */',
      cue: 'Control groups get a chapter of their own. For now, they are directories with limits. A customer, Acme, has two containers: a shop and the payroll.',
      expect: { output: /^payroll\/\s+shop\/\n$/ },
    },
    {
      pane: 'container',
      type: 'echo $$ > /sys/fs/cgroup/acme/shop/cgroup.procs',
      cue: 'This shell is the shop.',
    },
    {
      pane: 'container',
      type: 'cat /proc/self/cgroup; ls -d /sys/fs/cgroup/acme/*/',
      cue: 'And it can see where it runs, and who its neighbours are. On a busy host that is a list of customers.',
      expect: { output: /^0::\/acme\/shop\n.*payroll/ },
    },
    {
      pane: 'container',
      type: 'unshare --cgroup --mount bash',
      cue: 'A cgroup namespace: the group that the process is in becomes its root.',
    },
    {
      pane: 'container',
      type: 'cat /proc/self/cgroup; findmnt -no FSROOT /sys/fs/cgroup',
      cue: 'The path is a slash. But the file system was mounted outside. Seen from here, its root lies two levels up. We know that from /proc: the old mount shows the old view.',
      expect: { output: /^0::\/\n\/\.\.\/\.\.\n$/ },
    },
    {
      pane: 'container',
      type: 'umount /sys/fs/cgroup && mount -t cgroup2 cgroup /sys/fs/cgroup',
      cue: 'So the old one goes, and a new one comes. The mount namespace keeps that from the host.',
      expect: { check: 'findmnt -n -o FSROOT /sys/fs/cgroup | grep -x /' },
    },
    {
      pane: 'container',
      type: 'cd /sys/fs/cgroup; ls -d */; cat memory.max',
      cue: 'No neighbours any more. And the limit is: max. So may this container use all of the memory?',
      expect: { output: /No such file or directory\nmax\n$/ },
    },
    {
      pane: 'host',
      type: 'cat memory.max',
      cue: 'Sixty-four megabytes. The limit is one level up. It holds for everything below, and the container cannot see it. A program that chooses its size by its own file will choose too much.',
      expect: { output: /^67108864\n$/ },
    },
    {
      pane: 'host',
      type: 'cat /proc/$(pgrep -n bash)/cgroup',
      cue: 'The host knows the true address. A namespace changes what a process sees, not where it is.',
      expect: { output: /^0::\/acme\/shop\n$/ },
    },
  ],
})
