import { defineDemo } from './define.ts'

/** Sources: cgroups(7), kernel documentation "Control Group v2" (PID), fork(2). */
export default defineDemo({
  id: 'pids-max',
  title: 'A fork bomb that stops at 20',
  machines: ['embedded', 'qemu'],
  panes: { host: {}, load: {} },
  figure: 'CgroupTree',
  steps: [
    {
      pane: 'host',
      type: 'cd /sys/fs/cgroup && mkdir bomb && ls bomb/pids.*',
      cue: 'A control group is a directory. The kernel fills it with files, and every file is a dial or a gauge.',
      expect: { output: /pids\.max/ },
    },
    {
      pane: 'host',
      type: 'echo 20 > bomb/pids.max',
      cue: 'One dial: at most twenty processes in this group, and in everything below it.',
      expect: { check: '[ "$(</sys/fs/cgroup/bomb/pids.max)" = 20 ]' },
    },
    {
      pane: 'load',
      type: 'echo $$ > /sys/fs/cgroup/bomb/cgroup.procs',
      cue: 'The shell below moves in. From now on, so does every child of it.',
    },
    {
      pane: 'load',
      type: 'cat /proc/self/cgroup',
      cue: 'Any process can ask where it is. This one is in the group called bomb.',
      expect: { output: /^0::\/bomb\n$/ },
    },
    {
      pane: 'load',
      type: 'busybox sh -c \'while :; do sleep 99 & done\'',
      presses: 2,
      cue: 'Now a fork bomb. It starts processes as fast as it can, for ever.',
      expect: { output: /can't fork: Resource temporarily unavailable/, exit: 2 },
    },
    {
      pane: 'host',
      type: 'cat bomb/pids.current bomb/pids.events',
      cue: 'The bomb ended at the limit. The group is full, and the kernel has counted how often it said no.',
      expect: { output: /^\d+\nmax [1-9]\d*\n/, check: '[ "$(</sys/fs/cgroup/bomb/pids.current)" -ge 19 ]' },
    },
    {
      pane: 'host',
      type: 'date',
      cue: 'And the host? It answers. Without the limit, this line would have been the end of the talk.',
      expect: { output: /\d{4}\n$/ },
    },
    {
      pane: 'host',
      type: 'pkill sleep',
      cue: 'From outside, the bomb is over in a moment. From inside you could not even have started pkill.',
      expect: { check: 'until [ "$(</sys/fs/cgroup/bomb/pids.current)" = 1 ]; do sleep 0.1; done' },
    },
  ],
})
