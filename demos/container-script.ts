import { defineDemo } from './define.ts'

/** Sources: namespaces(7), unshare(1), nsenter(1), cgroups(7), bash(1) (`trap`). */
export default defineDemo({
  id: 'container-script',
  title: 'A container, as a script',
  machines: ['embedded', 'qemu'],
  panes: {
    script: {
      title: 'box.sh',
      editor: '/root/box.sh',
      rows: 12,
      tells: /trap|pids\.max|netns add|mount -t overlay|exec unshare|pivot_root|exec setpriv|^nsenter/,
    },
    host: { rows: 7 },
  },
  files: { '/root/box.sh': 'container-in-bash.sh' },
  steps: [
    {
      pane: 'host',
      type: 'bash box.sh bash -c "hostname; ps -e"',
      cue: 'Here is the whole file, and we run it with two questions for the container. A name of its own, and a single process, number one.',
      expect: { output: /^box\n +PID TTY +TIME CMD\n +1 .* ps\n$/ },
    },
    {
      pane: 'host',
      type: 'ls -d /run/box /sys/fs/cgroup/box /run/netns/box',
      cue: 'And then? Nothing is left: the trap has cleared everything away.',
      expect: { output: /^(?:ls: .* No such file or directory\n){3}$/, exit: 2 },
    },
    {
      pane: 'host',
      type: 'sed -i "s/echo 20 /echo 5 /" box.sh',
      cue: 'It is a file like any other. I change one line: five processes, no more.',
      expect: { check: 'grep -qx "echo 5 > ..*/pids.max" /root/box.sh' },
    },
    {
      pane: 'host',
      type: 'bash box.sh cat /sys/fs/cgroup/pids.max',
      cue: 'And the next container, which is asked for its limit, says five.',
      expect: { output: /^5\n$/ },
    },
  ],
})
