import { defineDemo } from './define.ts'

/** Waits until the ten-second average of a gauge has risen so far. It creeps up by itself, so this takes no luck, only seconds. */
function pressureAbove(file: string, percent: number): string {
  return `
    for try in {1..20}; do
      read -r some average rest < /sys/fs/cgroup/tight/${file}
      average=\${average#avg10=}
      (( \${average%.*} >= ${percent} )) && exit
      sleep 1
    done
    echo "$some $average"; exit 1
  `
}

/** Sources: kernel documentation "PSI - Pressure Stall Information" and "Control Group v2" (cpu.pressure, memory.pressure). */
export default defineDemo({
  id: 'pressure',
  title: 'Who waits, and how long',
  machines: ['embedded', 'qemu'],
  panes: { host: {}, load: {} },
  figure: 'PressurePlot',
  // A disk to read from: large, and with nothing on it.
  setup: `
    modprobe loop
    truncate -s 1T /disk
    losetup /dev/loop0 /disk
  `,
  steps: [
    {
      pane: 'host',
      type: 'cat /proc/pressure/cpu /proc/pressure/memory',
      cue: 'Load tells how much there is to do. Pressure tells how long tasks wait: what percentage of the last ten seconds, minute, five minutes. Some: at least one task waited. Full: all of them did, and nothing got done.',
      expect: { output: /^some avg10=.*\nfull avg10=.*\nsome avg10=.*\nfull avg10=.*\n$/ },
    },
    {
      pane: 'load',
      type: 'mkdir /sys/fs/cgroup/tight && cd /sys/fs/cgroup/tight',
      cue: 'And every group has gauges of its own.',
      expect: { check: '[ -e /sys/fs/cgroup/tight/cpu.pressure ]' },
    },
    {
      pane: 'load',
      type: 'md5sum /dev/zero & echo $! > cgroup.procs',
      cue: 'A program that computes, all alone in its group.',
    },
    {
      pane: 'load',
      type: 'watch -tn1 "head cpu.pressure memory.pressure | cut -c-42"',
      cue: 'And we keep an eye on two of its gauges: processor and memory.',
      until: { output: /memory\.pressure[\s\S]*full/ },
    },
    {
      pane: 'host',
      type: 'cd /sys/fs/cgroup/tight && echo "50000 100000" > cpu.max',
      cue: 'Half a processor for a program that wants a whole one. Watch the first average climb towards fifty: half the time it waits.',
      expect: {
        check: pressureAbove('cpu.pressure', 30),
      },
    },
    {
      pane: 'host',
      type: 'echo "10000 100000" > cpu.max',
      cue: 'A tenth. The group uses less now than before, so any usage meter would show a happy, idle group. The pressure tells the truth.',
      expect: {
        check: pressureAbove('cpu.pressure', 60),
      },
    },
    {
      pane: 'host',
      type: 'echo 1 > cgroup.kill; echo max > cpu.max',
      cue: 'Away with it, and on to memory.',
      expect: { check: 'for try in {1..50}; do grep -q "populated 0" /sys/fs/cgroup/tight/cgroup.events && exit; sleep 0.1; done; exit 1' },
    },
    {
      pane: 'host',
      type: 'cat /dev/loop0 > /dev/null & echo $! > cgroup.procs',
      cue: 'Now cat reads a large disk. What it reads stays in the page cache, and the group pays for it.',
    },
    {
      pane: 'host',
      type: 'echo 1M > memory.high',
      cue: 'One megabyte, and the kernel begins to squeeze. Each page that comes in must first push another one out. That is waiting, too, and the last two lines show it.',
      expect: {
        check: pressureAbove('memory.pressure', 5),
      },
    },
    {
      pane: 'host',
      type: 'grep -H some *.pressure; cat memory.events',
      cue: 'No process died and nobody complained. This is how a node notices that memory is getting tight, before anything dies. systemd-oomd watches these files. The kubelet reports them by default since Kubernetes 1.34.',
      expect: { output: /memory\.pressure:some avg10=[1-9][\s\S]*\nhigh [1-9][\s\S]*\noom_kill 0\n/ },
    },
    {
      pane: 'host',
      type: 'echo 1 > cgroup.kill; pkill -x watch',
      cue: 'And the pressure is gone.',
    },
  ],
  print: [4, 5, 6, 9, 10],
})
