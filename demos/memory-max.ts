import { defineDemo } from './define.ts'

/** Sources: kernel documentation "Control Group v2" (Memory), cgroups(7), tail(1), losetup(8). */
export default defineDemo({
  id: 'memory-max',
  title: 'Out of memory, but only in here',
  machines: ['embedded', 'qemu'],
  panes: { host: {}, load: {} },
  figure: 'CgroupTree',
  // No swap, so that the limit is the end; and a disk to read from, with nothing on it.
  setup: `
    swapoff -a
    modprobe loop
    truncate -s 64M /disk
    losetup /dev/loop0 /disk
  `,
  steps: [
    {
      pane: 'host',
      type: 'cd /sys/fs/cgroup && mkdir greedy && echo 20M > greedy/memory.max',
      cue: 'A group with a hard limit: twenty megabytes for it and everything below it.',
      expect: { check: '[ "$(</sys/fs/cgroup/greedy/memory.max)" = 20971520 ]' },
    },
    {
      pane: 'load',
      type: 'echo $$ > /sys/fs/cgroup/greedy/cgroup.procs',
      cue: 'The shell below moves in.',
    },
    {
      pane: 'load',
      type: 'tail /dev/zero',
      cue: 'tail keeps the last lines that it has seen. This file is one line without an end, so tail keeps everything. Killed: but by whom?',
      expect: { output: /^Killed$/m, exit: 137 },
    },
    {
      pane: 'host',
      type: 'cat greedy/memory.events',
      cue: 'The kernel keeps a record. The group ran into max many times, and the kernel looked for memory to take back. Once it found none, and killed one process.',
      expect: { output: /^max [1-9]\d*\noom [1-9]\d*\noom_kill 1$/m },
    },
    {
      pane: 'host',
      type: 'dmesg | grep -o "Memory cgroup out.*(tail)"',
      cue: 'And the kernel says so in its log: the group was out of memory, not the machine. The host has plenty left; nobody else was in danger.',
      expect: { output: /^Memory cgroup out of memory: Killed process \d+ \(tail\)/m },
    },
    {
      pane: 'host',
      type: 'cat greedy/memory.peak greedy/memory.current',
      cue: 'The group got to the limit and not a page beyond. Now, with tail dead, it uses next to nothing.',
      expect: {
        output: /^20\d{6}\n\d{1,7}\n$/,
        check: '[ "$(</sys/fs/cgroup/greedy/memory.peak)" -le 20971520 ]',
      },
    },
    {
      pane: 'host',
      type: 'echo 10M > greedy/memory.high',
      cue: 'The soft limit: memory dot high. It never kills.',
    },
    {
      pane: 'load',
      type: 'cat /dev/loop0 > /dev/null',
      cue: 'Below, cat reads a disk of sixty-four megabytes. What it reads stays in the page cache, and the group pays for the cache. Sixty-four into ten? It works.',
      expect: { check: 'grep -q "^high [1-9]" /sys/fs/cgroup/greedy/memory.events' },
    },
    {
      pane: 'host',
      type: 'cat greedy/memory.events greedy/memory.current',
      cue: 'Each time the group went over high, the kernel held it up and took cache back. No second kill. Set high below max, and a group gets slow before it gets killed.',
      expect: {
        output: /^high [1-9][\s\S]*\noom_kill 1$/m,
        check: '[ "$(</sys/fs/cgroup/greedy/memory.current)" -le 11000000 ]',
      },
    },
  ],
  print: [1, 2, 3, 4, 5, 6],
})
