import { defineDemo } from './define.ts'

/** Sources: kernel documentation "Control Group v2" (cgroup.freeze, cgroup.kill, cgroup.events), cgroups(7), signal(7). */
export default defineDemo({
  id: 'freeze-kill',
  title: 'Time stands still, then everything dies',
  machines: ['embedded', 'qemu'],
  panes: { host: {}, clock: {} },
  figure: 'CgroupTree',
  steps: [
    {
      pane: 'clock',
      type: 'bash',
      cue: 'A shell in the shell, so that there is something to lose.',
    },
    {
      pane: 'clock',
      type: 'mkdir /sys/fs/cgroup/job && echo $$ > /sys/fs/cgroup/job/cgroup.procs',
      cue: 'The shell gets a group of its own and moves in. No limits: the group only says who belongs together.',
    },
    {
      pane: 'clock',
      type: 'while sleep 1; do date +%T; done',
      cue: 'And in it, a clock.',
      until: { output: /^\d\d:\d\d:\d\d$/m },
      expect: { check: 'grep -q "populated 1" /sys/fs/cgroup/job/cgroup.events' },
    },
    {
      pane: 'host',
      type: 'cd /sys/fs/cgroup/job && echo 1 > cgroup.freeze',
      cue: 'One write, and time stands still down there. Not slower: the group gets no processor time at all.',
      expect: {
        check: `
          cd /sys/fs/cgroup/job
          for try in {1..50}; do grep -q "frozen 1" cgroup.events && break; sleep 0.1; done
          before=$(grep usage_usec cpu.stat)
          sleep 2
          grep -q "frozen 1" cgroup.events && [ "$(grep usage_usec cpu.stat)" = "$before" ]
        `,
      },
    },
    {
      pane: 'host',
      type: 'cat cgroup.events; ps -o pid,stat,args $(<cgroup.procs)',
      cue: 'Frozen, says the kernel. And ps? Sleeping, not stopped. This is not the stop signal. The kernel told no process and woke no parent, and nobody can catch it or undo it from inside.',
      expect: { output: /^populated 1\nfrozen 1\n +PID STAT COMMAND\n *\d+ S.* bash\n/ },
    },
    {
      pane: 'host',
      type: 'echo 0 > cgroup.freeze',
      cue: 'Thaw. The clock goes on as if nothing had happened; only the seconds in between are missing. This is docker pause.',
      until: { pane: 'clock', output: /\d\d:\d\d:\d\d\n/ },
      expect: { check: 'grep -q "frozen 0" /sys/fs/cgroup/job/cgroup.events' },
    },
    {
      pane: 'host',
      type: 'echo 1 > cgroup.kill',
      cue: 'And one write to end it. Every process in the group and below gets the kill signal, even those that are being forked this very moment. No list of process numbers, no race.',
      until: { pane: 'clock', output: /Killed/ },
      expect: { check: 'for try in {1..50}; do grep -q "populated 0" /sys/fs/cgroup/job/cgroup.events && exit; sleep 0.1; done; exit 1' },
    },
    {
      pane: 'host',
      type: 'cat cgroup.events; wc -l cgroup.procs',
      cue: 'Populated: zero. A program that waits for a container to end can watch this file.',
      expect: { output: /^populated 0\nfrozen 0\n0 cgroup.procs\n$/ },
    },
    {
      pane: 'host',
      type: 'cd .. && rmdir job',
      cue: 'An empty group can be removed like any directory. All gone.',
      expect: { check: '[ ! -e /sys/fs/cgroup/job ]' },
    },
  ],
  print: [4, 5, 6, 7],
})
