import { defineDemo } from './define.ts'

/** Sources: namespaces(7), user_namespaces(7), pid_namespaces(7), time_namespaces(7), unshare(1), lsns(8). */
export default defineDemo({
  id: 'eight-namespaces',
  title: 'Eight switches, no root needed',
  machines: ['embedded', 'qemu'],
  panes: {
    host: { rows: 11 },
    container: { rows: 7, user: 'ana' },
  },
  figure: 'NamespaceMap',
  steps: [
    {
      pane: 'host',
      type: 'lsns -p $(pgrep -u ana bash)',
      cue: 'The shell below belongs to Ana, an ordinary user. The host lists the namespaces that it lives in: all eight, and it shares every one with init and everybody else.',
      expect: {
        output: /USER COMMAND\n(?:.* 1 root .*\n){8}$/,
        check: onlyApart(),
      },
    },
    {
      pane: 'container',
      type: 'exec unshare --user --map-root-user bash',
      cue: 'We switch them over, one at a time. User comes first: it needs no privilege, and gives her the right to make the others. With exec it stays one and the same process.',
      expect: {
        check: onlyApart('user'),
      },
    },
    {
      pane: 'container',
      type: 'exec unshare --uts bash',
      cue: 'UTS: a host name of its own.',
      expect: {
        check: onlyApart('user', 'uts'),
      },
    },
    {
      pane: 'container',
      type: 'exec unshare --ipc bash',
      cue: 'IPC: message queues and System V shared memory.',
      expect: {
        check: onlyApart('user', 'uts', 'ipc'),
      },
    },
    {
      pane: 'container',
      type: 'exec unshare --net bash',
      cue: 'Network: from now on the shell is off the net.',
      expect: {
        check: onlyApart('user', 'uts', 'ipc', 'net'),
      },
    },
    {
      pane: 'container',
      type: 'exec unshare --cgroup bash',
      cue: 'Cgroup: its own group is the root it sees.',
      expect: {
        check: onlyApart('user', 'uts', 'ipc', 'net', 'cgroup'),
      },
    },
    {
      pane: 'container',
      type: 'exec unshare --mount bash',
      cue: 'Mount: what it mounts, the host does not see.',
      expect: {
        check: onlyApart('user', 'uts', 'ipc', 'net', 'cgroup', 'mnt'),
      },
    },
    {
      pane: 'container',
      type: 'exec unshare --time --fork bash',
      cue: 'Time: one of the two that only children get. So here, and in the next step, the shell is a child.',
      expect: {
        check: onlyApart('user', 'uts', 'ipc', 'net', 'cgroup', 'mnt', 'time'),
      },
    },
    {
      pane: 'container',
      type: 'exec unshare --pid --fork bash',
      cue: 'And process IDs. That was number eight.',
      expect: {
        check: onlyApart('user', 'uts', 'ipc', 'net', 'cgroup', 'mnt', 'time', 'pid'),
      },
    },
    {
      pane: 'host',
      type: 'lsns -p $(pgrep -u ana bash)',
      cue: 'Eight new numbers, and no root anywhere. This shell shares no namespace with the host any more.',
      expect: { output: /USER COMMAND\n(?:.* ana .*\n){8}$/ },
    },
  ],
  print: [3, 5, 7, 9, 10],
})

/** A check that exactly these namespaces of Ana's shell are other ones than those of the machine's init. */
function onlyApart(...kinds: readonly string[]): string {
  return `
    shell=$(pgrep -u ana bash)
    for kind in cgroup ipc mnt net pid time user uts; do
      [ /proc/$shell/ns/$kind -ef /proc/1/ns/$kind ] || echo $kind
    done > /run/apart
    [ "$(echo $(sort /run/apart))" = '${kinds.toSorted().join(' ')}' ] || ! cat /run/apart
  `
}
