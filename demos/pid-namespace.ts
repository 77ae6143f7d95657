import { defineDemo } from './define.ts'

/** Sources: pid_namespaces(7), unshare(1), proc_pid_status(5). */
export default defineDemo({
  id: 'pid-namespace',
  title: 'PID 1, twice',
  machines: ['embedded', 'qemu'],
  panes: { container: {}, host: {} },
  figure: 'ProcessTree',
  steps: [
    {
      pane: 'container',
      type: 'unshare --pid bash -c \'date; date; date\'',
      cue: 'A new PID namespace, the naive way. The first date works, the second does not even start. The shell itself did not move. Its first child became PID 1 of the new namespace, and when PID 1 dies, the namespace is closed for good.',
      expect: { output: /\d{4}\n.*Cannot allocate memory/, exit: 254 },
    },
    {
      pane: 'container',
      type: 'unshare --pid --fork bash',
      cue: 'So unshare has to fork first, and the child it forks is the shell.',
    },
    {
      pane: 'container',
      type: 'echo "I am PID $$"',
      cue: 'It believes it is the first process of this machine.',
      expect: { output: /^I am PID 1\n$/ },
    },
    {
      pane: 'container',
      type: 'ps -p 1 -o pid,comm',
      cue: 'And who does ps say is PID 1? The host\'s init. ps only reads /proc, and this /proc was mounted in the host\'s namespace.',
      expect: { output: /^ +1 init$/m, not: /bash/ },
    },
    { pane: 'container', type: 'exit', cue: 'Out, and once more with the missing piece.' },
    {
      pane: 'container',
      type: 'unshare --pid --fork --mount-proc bash',
      cue: 'A new process tree, and a /proc to match.',
    },
    {
      pane: 'container',
      type: 'ps -e',
      cue: 'Two processes in the whole world. This is what a container shows you.',
      expect: { output: /^ +PID TTY +TIME CMD\n +1 .*bash\n +\d+ .*ps\n$/ },
    },
    {
      pane: 'host',
      type: 'lsns -t pid',
      cue: 'The host sees both namespaces, and who lives in them.',
      expect: { output: /init\n[\s\S]*bash\n$/, check: '[ $(lsns -n -t pid | wc -l) = 2 ]' },
    },
    {
      pane: 'host',
      type: 'grep NSpid /proc/$(pgrep -n bash)/status',
      cue: 'And here is the trick in one line: one process, two numbers. On the left, what the host calls it. On the right, what it calls itself.',
      expect: { output: /^NSpid:\t\d{2,}\t1\n$/ },
    },
  ],
})
