import { defineDemo } from './define.ts'

/**
 * A limit or weight has come true when the kernel's own account of the groups says so over two seconds. The check measures
 * until it does; a machine under load takes longer, but arrives at the same numbers. A small share alone does not prove a limit,
 * since the whole machine may have had little time: the group must also have been throttled meanwhile.
 */
function share(group: string, least: number, most: number, { throttled = false } = {}): string {
  return `
    cd /sys/fs/cgroup
    for try in {1..6}; do
      read -r _ used < ${group}/cpu.stat; began=\${EPOCHREALTIME/[^0-9]/}; before=$(sed -n 's/^nr_throttled //p' ${group}/cpu.stat)
      sleep 2
      read -r _ now < ${group}/cpu.stat; ended=\${EPOCHREALTIME/[^0-9]/}; after=$(sed -n 's/^nr_throttled //p' ${group}/cpu.stat)
      percent=$(( (now - used) * 100 / (ended - began) ))
      echo "${group} used $percent % of a processor"
      (( ${least} <= percent && percent <= ${most}${throttled ? ' && after > before' : ''} )) && exit
    done
    exit 1
  `
}

/** Sources: kernel documentation "Control Group v2" (CPU) and "CFS Bandwidth Control", sched(7). */
export default defineDemo({
  id: 'cpu-max',
  title: 'A fifth of a processor',
  machines: ['embedded', 'qemu'],
  panes: { host: {}, load: {} },
  figure: 'CgroupTree',
  steps: [
    {
      pane: 'load',
      type: 'taskset -c 0 md5sum /dev/zero & taskset -c 0 sha256sum /dev/zero &',
      cue: 'Two programs that would compute for ever, on the same processor.',
      expect: { check: 'for try in {1..50}; do pgrep -x md5sum && pgrep -x sha256sum && exit; sleep 0.1; done; exit 1' },
    },
    {
      pane: 'load',
      type: 'busybox top -d 2',
      cue: 'The scheduler is fair: each gets about half.',
      until: { output: /\d% sha256sum/ },
    },
    {
      pane: 'host',
      type: 'cd /sys/fs/cgroup && mkdir md5 sha',
      cue: 'A group for each.',
    },
    {
      pane: 'host',
      type: 'pgrep md5 > md5/cgroup.procs; pgrep sha > sha/cgroup.procs',
      cue: 'Write a process number into a group, and you move that process.',
      expect: {
        check: share('md5', 30, 70),
      },
    },
    {
      pane: 'host',
      type: 'echo "20000 100000" > md5/cpu.max',
      cue: 'In every hundred milliseconds, this group may run for twenty. Watch top: one fifth. And the other one takes all that is left.',
      expect: {
        check: share('md5', 8, 28, { throttled: true }),
      },
    },
    {
      pane: 'host',
      type: 'grep -e periods -e throttled md5/cpu.stat',
      cue: 'Here you can read how it is done. So many periods went by. In so many of them the group used up its time early, and had to wait for the next.',
      expect: { output: /^nr_periods [1-9]\d*\nnr_throttled [1-9]\d*\nthrottled_usec [1-9]\d*\n$/ },
    },
    {
      pane: 'host',
      type: 'echo "40000 100000" > md5/cpu.max',
      cue: 'The dial turns while the program runs. Forty.',
      expect: {
        check: share('md5', 29, 48, { throttled: true }),
      },
    },
    {
      pane: 'host',
      type: 'echo max > md5/cpu.max; echo 300 > sha/cpu.weight',
      cue: 'No limit, but weights: one hundred, which is the default, against three hundred. One to three.',
      expect: {
        check: share('md5', 12, 36),
      },
    },
    {
      pane: 'host',
      type: 'pkill sha256sum',
      cue: 'And here is the difference. A weight counts only while another group wants the processor. Alone, the small one has it all. A limit would have held.',
      expect: {
        check: share('md5', 45, 110),
      },
    },
    {
      pane: 'host',
      type: 'pkill -x "md5sum|busybox"',
      cue: 'Enough computing.',
      expect: { check: 'for try in {1..50}; do grep -q "populated 0" /sys/fs/cgroup/md5/cgroup.events && exit; sleep 0.1; done; exit 1' },
    },
  ],
  print: [4, 5, 6, 7, 8],
})
