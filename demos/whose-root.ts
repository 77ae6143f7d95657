import { defineDemo } from './define.ts'

/** Sources: user_namespaces(7), pid_namespaces(7), unshare(1), ps(1). */
export default defineDemo({
  id: 'whose-root',
  title: 'Root inside, and outside?',
  machines: ['embedded', 'qemu'],
  panes: {
    container: { rows: 6 },
    ana: { user: 'ana', rows: 6 },
    host: { rows: 6 },
  },
  steps: [
    {
      pane: 'container',
      type: 'unshare --pid --mount-proc --fork bash',
      cue: 'Half a container in one line. We take this line apart later. For now: root starts a shell that sees only itself.',
      expect: { check: '[ $(lsns -n -t pid | wc -l) -gt 1 ]' },
    },
    {
      pane: 'container',
      type: 'id -un; sleep 1h &',
      cue: 'Who am I? Root. And root leaves a process behind, asleep for an hour.',
      expect: { output: /^root\n/ },
    },
    {
      pane: 'host',
      type: 'ps -C sleep -o user,pid,args',
      cue: 'We ask the host whose process that is. Root\'s. It is the same user zero, and no other. If this process breaks out, it owns the machine.',
      expect: { output: /^USER .*\nroot +\d+ sleep 1h\n$/ },
    },
    {
      pane: 'ana',
      type: 'unshare --user --map-root-user --pid --mount-proc --fork bash',
      cue: 'Ana has no special rights at all. She types the same line with two more options: a user namespace, with herself as root in it.',
    },
    {
      pane: 'ana',
      type: 'id -un; sleep 2h &',
      cue: 'She is root, too. In here.',
      expect: { output: /^root\n/ },
    },
    {
      pane: 'host',
      type: 'ps -C sleep -o user,pid,args',
      cue: 'And the host says: the first is root\'s, the second is Ana\'s. Two roots inside, one root outside. The difference is the user namespace, and with Docker and Kubernetes you have to ask for it.',
      expect: {
        output: /^USER .*\nroot +\d+ sleep 1h\nana +\d+ sleep 2h\n$/,
        check: '[ "$(readlink /proc/$(pgrep -nx sleep)/ns/user)" != "$(readlink /proc/1/ns/user)" ]',
      },
    },
  ],
})
