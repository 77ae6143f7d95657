import { defineDemo } from './define.ts'

/** Sources: pid_namespaces(7), kill(2), signal(7), wait(2), proc_pid_status(5), Docker documentation of `docker container stop`. */
export default defineDemo({
  id: 'pid-one',
  title: 'Nobody kills number one from inside',
  machines: ['embedded', 'qemu'],
  panes: { container: {}, host: {} },
  figure: 'ProcessTree',
  steps: [
    {
      pane: 'container',
      type: 'unshare --pid --fork --mount-proc bash',
      cue: 'A process tree of its own, as before. Number one has duties and privileges in it.',
    },
    {
      pane: 'container',
      type: 'kill -KILL $$',
      presses: 2,
      cue: 'Signal nine, from root, to myself. Nothing survives that. Except number one: from inside, nobody can kill it.',
      expect: { output: /^$/, check: 'grep -qsP "^NSpid:\\s\\d+\\s1$" /proc/[0-9]*/status' },
    },
    {
      pane: 'container',
      type: '(sleep 1h & sleep 2h &)',
      cue: 'Now the duties. Here are two processes whose parent, the subshell, ends at once. They are orphans.',
      expect: { check: 'until [ "$(pgrep -xc sleep)" = 2 ]; do sleep 0.1; done' },
    },
    {
      pane: 'container',
      type: 'ps -o pid,ppid,args',
      cue: 'And number one has adopted them. Not the host\'s init: this one.',
      expect: { output: /^ +\d+ +1 sleep 1h\n +\d+ +1 sleep 2h$/m },
    },
    {
      pane: 'container',
      type: 'exec tail -f /etc/hostname',
      cue: 'In most containers number one is not a shell but the application. Let it be tail.',
      until: { output: /\S\n/ },
      expect: { check: 'until grep -qsP "^NSpid:\\s\\d+\\s1$" /proc/$(pgrep -x tail)/status; do sleep 0.1; done' },
    },
    {
      pane: 'host',
      type: 'pkill tail; grep SigCgt /proc/$(pgrep tail)/status',
      cue: 'The host asks tail to end, with SIGTERM, and tail does not. It has no handler, and for number one no handler means: ignored, even from outside. This is why docker stop so often takes ten seconds.',
      expect: { output: /^SigCgt:\t0+\n$/ },
    },
    {
      pane: 'host',
      type: 'pkill -f \'sleep 1h\'',
      cue: 'An orphan ends.',
      expect: { check: 'until [ "$(ps -C sleep -o stat= | grep -c Z)" = 1 ]; do sleep 0.1; done' },
    },
    {
      pane: 'host',
      type: 'ps -C sleep -o pid,stat,args',
      cue: 'And it stays, as a zombie. It is dead, but its parent has not asked for its exit status, and never will. Tail does not know that it has children. That is what small inits like tini are for.',
      expect: { output: /^ +\d+ Z\S* +\[sleep\] <defunct>\n +\d+ S\S* +sleep 2h$/m },
    },
    {
      pane: 'host',
      type: 'pkill -KILL tail',
      cue: 'Signal nine from outside. Number one cannot refuse that.',
      expect: { check: 'until ! pgrep -x "sleep|tail"; do sleep 0.1; done' },
    },
    {
      pane: 'host',
      type: 'ps -C sleep',
      cue: 'And with it the kernel has killed everything in the namespace: the zombie, and the orphan that was still asleep. A container ends when its number one ends.',
      expect: { not: /sleep/, exit: 1 },
    },
  ],
  print: [2, 4, 6, 8],
})
