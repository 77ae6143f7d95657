import { defineDemo } from './define.ts'

/** Sources: kernel documentation "Control Group v2" (Cpuset, IO), sched_setaffinity(2), dd(1). */
export default defineDemo({
  id: 'cpuset-io',
  title: 'Which processor, and how much disk',
  machines: ['qemu'],
  panes: {
    load: { rows: 12 },
    host: { rows: 7 },
  },
  // A file to write over, so that what is measured is the disk and not the search for free blocks.
  setup: 'dd if=/dev/zero of=/var/tmp/file bs=1M count=16 conv=fsync',
  steps: [
    {
      pane: 'load',
      type: 'grep Cpus_allowed_list /proc/self/status',
      cue: 'This machine has two processors, and our shell may use both.',
      expect: { output: /:\t0-1\n/ },
    },
    {
      pane: 'host',
      type: 'cd /sys/fs/cgroup && mkdir box && echo 1 > box/cpuset.cpus',
      cue: 'A group that may only use the second one.',
      expect: { check: '[ "$(cat /sys/fs/cgroup/box/cpuset.cpus.effective)" = 1 ]' },
    },
    {
      pane: 'load',
      type: 'echo $$ > /sys/fs/cgroup/box/cgroup.procs',
      cue: 'In goes the shell.',
      expect: { check: '[ -n "$(cat /sys/fs/cgroup/box/cgroup.procs)" ]' },
    },
    {
      pane: 'load',
      type: 'grep Cpus_allowed_list /proc/self/status; taskset -c 0 true',
      cue: 'One processor is left for us, and the kernel refuses the other. We can still see it, in /proc/cpuinfo. The group decides where we run, not what we see.',
      expect: { output: /:\t1\n.*Invalid argument\n/, exit: 1 },
    },
    {
      pane: 'load',
      type: 'dd if=/dev/zero of=/var/tmp/file bs=1M count=16 oflag=direct',
      cue: 'Now the disk. Sixteen megabytes, past every cache, as fast as this disk will go.',
      expect: { output: /16777216 bytes/ },
    },
    {
      pane: 'host',
      type: 'ls -l /dev/vda; echo "254:0 wbps=4194304" > box/io.max',
      cue: 'The kernel knows disks by number. Four megabytes a second for writing, not more.',
      expect: { output: /254, +0/, check: 'grep -q "^254:0 .*wbps=4194304" /sys/fs/cgroup/box/io.max' },
    },
    {
      pane: 'load',
      type: 'dd if=/dev/zero of=/var/tmp/file bs=1M count=16 oflag=direct',
      cue: 'The same again. Watch the clock: sixteen divided by four.',
      expect: { output: / [3-9]\.\d+ s, [0-4](?:\.\d)? MB\/s\n/ },
      timeout: 60,
    },
    {
      pane: 'host',
      type: 'cat box/io.stat',
      cue: 'The kernel counts for each disk: bytes and operations, in and out.',
      expect: { output: /^254:0 .*wbytes=\d{8}/, check: '[ "$(grep -o "wbytes=[0-9]*" /sys/fs/cgroup/box/io.stat | cut -d= -f2)" -ge 33554432 ]' },
    },
    {
      pane: 'host',
      type: 'echo "254:0 wbps=max" > box/io.max',
      cue: 'And off with the limit, while the process lives.',
    },
    {
      pane: 'load',
      type: 'dd if=/dev/zero of=/var/tmp/file bs=1M count=16 oflag=direct',
      cue: 'As fast as before. Version one could hold back only writes like this one; version two knows whose pages are in the cache, and can hold those back, too.',
      expect: { output: /16777216 bytes/, not: / [3-9]\.\d+ s, [0-4](?:\.\d)? MB\/s\n/ },
    },
  ],
  print: [3, 4, 5, 6, 7, 8],
})
