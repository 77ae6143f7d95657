import { defineDemo } from './define.ts'

/** Sources: uts_namespaces(7), namespaces(7), uname(2), proc_sys_kernel(5), nsenter(1), lsns(8). */
export default defineDemo({
  id: 'uts-namespace',
  title: 'Two names for one machine',
  machines: ['embedded', 'qemu'],
  panes: { host: {}, container: {} },
  steps: [
    {
      pane: 'container',
      type: 'unshare --uts bash',
      cue: 'The smallest of the eight. UTS is a name from Unix time-sharing. It isolates two strings, the host name and the NIS domain name.',
    },
    {
      pane: 'container',
      type: 'hostname',
      cue: 'Nothing has changed. A new UTS namespace does not begin empty. It begins as a copy.',
      expect: { output: /^(?!box)\S+\n$/ },
    },
    {
      pane: 'container',
      type: 'hostname box && exec bash',
      cue: 'From here on the copies differ. The second bash is there only to draw its prompt anew.',
    },
    {
      pane: 'host',
      type: 'hostname',
      cue: 'In the chroot jail this changed the whole machine. Now the host keeps its name.',
      expect: { output: /^(?!box)\S+\n$/ },
    },
    {
      pane: 'host',
      type: 'cat /proc/sys/kernel/hostname',
      cue: 'We do not need hostname for that: this file is the kernel\'s own answer.',
      expect: { output: /^(?!box)\S+\n$/ },
    },
    {
      pane: 'container',
      type: 'cat /proc/sys/kernel/hostname',
      cue: 'The same file in the same mounted /proc, and another answer. The kernel looks at who is asking. That is all that a namespace is.',
      expect: { output: /^box\n$/ },
    },
    {
      pane: 'host',
      type: 'uname -nr; nsenter -t $(pgrep -n bash) -u uname -nr',
      cue: 'And the host can ask from in there, by joining the namespace. Two names, but look at the rest of the lines: one kernel. No namespace will ever change that.',
      expect: { output: /^(?!box)\S+ (\S+)\nbox \1\n$/ },
    },
    {
      pane: 'host',
      type: 'lsns -t uts',
      cue: 'Here are both, and who lives in them.',
      expect: { output: /init\n[\s\S]*bash\n$/, check: '[ $(lsns -n -t uts | wc -l) = 2 ]' },
    },
    {
      pane: 'container',
      type: 'exit',
      cue: 'The last process leaves.',
    },
    {
      pane: 'host',
      type: 'lsns -t uts',
      cue: 'And the namespace is gone, with nothing to clean up. All the others behave the same way.',
      expect: { not: /bash/, check: '[ $(lsns -n -t uts | wc -l) = 1 ]' },
    },
  ],
  print: [1, 3, 4, 6, 7, 8],
})
