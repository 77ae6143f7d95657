import { defineDemo } from './define.ts'

/** Sources: namespaces(7), proc_pid_ns(5), ioctl_ns(2), lsns(8), nsenter(1), unshare(1). */
export default defineDemo({
  id: 'ns-files',
  title: 'A namespace is a number in /proc',
  machines: ['embedded', 'qemu'],
  panes: { host: {} },
  figure: 'NamespaceMap',
  steps: [
    {
      pane: 'host',
      type: 'ls -l /proc/$$/ns | grep -o "\\S* -> .*"',
      cue: 'How do you see a namespace? Every process has this directory, with one link for each kind. The number is the inode number of the namespace, its identity. Two kinds have a second link, for the children, and you will see why.',
      expect: { output: /^uts -> '?uts:\[\d+\]/m, check: '[ $(ls /proc/1/ns | grep -vc for_children) = 8 ]' },
    },
    {
      pane: 'host',
      type: 'readlink /proc/{1,$$}/ns/uts',
      cue: 'Process one and this shell: the same number, so the same namespace. No process is ever outside all namespaces, not even init.',
      expect: { output: /^(uts:\[\d+\])\n\1\n$/ },
    },
    {
      pane: 'host',
      type: 'unshare --uts bash',
      cue: 'Now a shell in a new one.',
    },
    {
      pane: 'host',
      type: 'readlink /proc/{1,$$}/ns/uts',
      cue: 'Two numbers, two namespaces. Are two processes in the same container? This is how to find out.',
      expect: { output: /^(uts:\[\d+\])\n(?!\1)uts:\[\d+\]\n$/ },
    },
    {
      pane: 'host',
      type: 'lsns -t uts',
      cue: 'lsns does nothing else. It reads these links for all processes, and counts.',
      expect: { output: /init\n[\s\S]*bash\n$/, check: '[ $(lsns -n -t uts | wc -l) = 2 ]' },
    },
    {
      pane: 'host',
      type: 'touch /run/box && mount --bind /proc/$$/ns/uts /run/box',
      cue: 'And it is a magic link. Its text is no path, but open it and you get the namespace itself. So we can mount it over any file.',
      expect: { check: 'findmnt -t nsfs /run/box' },
    },
    {
      pane: 'host',
      type: 'hostname box; exit',
      cue: 'We set a new name in there, and leave. No process is left in the namespace.',
    },
    {
      pane: 'host',
      type: 'hostname; nsenter --uts=/run/box hostname',
      cue: 'The namespace should be gone. But the mount holds it, and nsenter walks in through the file. That is how ip netns keeps a network that nobody uses yet.',
      expect: { output: /^(?!box)\S+\nbox\n$/ },
    },
    {
      pane: 'host',
      type: 'umount /run/box; nsenter --uts=/run/box hostname',
      cue: 'Without the mount this is an empty file again, and nothing holds the namespace any more. Now it is gone.',
      expect: { output: /Invalid argument/, exit: 1 },
    },
  ],
  print: [1, 2, 3, 4, 5],
})
