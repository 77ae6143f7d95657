import { defineDemo } from './define.ts'

/** Bash: the microseconds that a runtime takes for the bundle. */
const duration = `
  duration() {
    local begin=\${EPOCHREALTIME/./}
    "$1" run -b /root/box check && echo $((\${EPOCHREALTIME/./} - begin))
  }
`

/** Sources: runc documentation ("nsenter"), crun(1), clone(2), unshare(2) (CLONE_NEWUSER and threads), pid_namespaces(7), strace(1). */
export default defineDemo({
  id: 'crun-and-runc',
  title: 'One bundle, two runtimes',
  machines: ['embedded', 'qemu'],
  panes: {
    runc: { rows: 10 },
    crun: { rows: 8 },
  },
  setup: `
    mkdir -p /root/box/rootfs/bin && cd /root/box
    cp /bin/busybox rootfs/bin && chroot rootfs /bin/busybox --install -s /bin
    runc spec
    jq '.process.terminal = false | .process.args = ["true"]' config.json > edited && mv edited config.json
  `,
  steps: [
    {
      pane: 'runc',
      type: 'time runc run -b box one',
      cue: 'A bundle whose program is the command true, which does nothing. First under runc, and we take the time.',
      expect: { output: /^real\t/m },
    },
    {
      pane: 'crun',
      type: 'time crun run -b box two',
      cue: 'The same bundle under crun. Same file, same kernel, a fraction of the time. Where does runc spend the rest?',
      expect: { output: /^real\t/m, check: `${duration} [ "$(duration runc)" -gt "$(duration crun)" ]` },
    },
    {
      pane: 'runc',
      type: 'strace -fo runc.log runc run -b box one',
      cue: 'We ask the kernel. strace writes down every call of runc, and of everything that runc starts.',
      expect: { check: 'grep -q "execve(\\"/bin/true\\"" /root/runc.log' },
    },
    {
      pane: 'crun',
      type: 'strace -fo crun.log crun run -b box two',
      cue: 'And every call of crun.',
      expect: { check: 'grep -q "execve(\\"/bin/true\\"" /root/crun.log' },
    },
    {
      pane: 'crun',
      type: 'wc -l *.log',
      cue: 'Several times as many calls for the same container. What are they for?',
      expect: { output: /crun\.log\n.*runc\.log\n/, check: 'cd /root && [ $(wc -l < runc.log) -gt $((2 * $(wc -l < crun.log))) ]' },
    },
    {
      pane: 'runc',
      type: 'grep CLONE_NEW runc.log | cut -c -78',
      cue: 'First the walls. runc unshares: a process that is already there takes five new namespaces, and the cgroup namespace later.',
      expect: { output: /^\d+ +unshare\(.*CLONE_NEWPID.*\n\d+ +unshare\(CLONE_NEWCGROUP/m, not: /clone/ },
    },
    {
      pane: 'crun',
      type: 'grep CLONE_NEW crun.log | cut -c -140',
      cue: 'crun clones: it asks for a child that is born behind the walls. Two ways to the same place.',
      expect: { output: /^\d+ +clone3?\(.*CLONE_NEWPID/m },
    },
    {
      pane: 'crun',
      type: 'grep -c CLONE_THREAD *.log',
      cue: 'And the rest of the calls? Threads! crun has none. runc is a Go program and has some before its first line runs. But the kernel lets no process with threads into a new user namespace.',
      expect: { output: /^crun\.log:0\nrunc\.log:[1-9]\d*\n$/ },
    },
    {
      pane: 'runc',
      type: 'grep -E "execve\\(|CLONE_PARENT\\|" runc.log | cut -c -70',
      cue: 'So runc starts itself again, as runc init, and a piece of C works before Go wakes up. It clones a child, and the child unshares. But new PIDs only count for children, so the child clones, too. The grandchild becomes the program true.',
      expect: { output: /^(\d+) +execve\("\/proc\/self\/exe", \["runc", "init"\].+\n\1 +clone\(.+\n(?!\1 )(\d+) +clone\(.+\n(?!\1 |\2 )\d+ +execve\("\/bin\/true"/m },
    },
    {
      pane: 'crun',
      type: 'grep "execve(" crun.log | cut -c -70',
      cue: 'crun is C, and needs no such tricks: a parent, a child, and the child becomes true. For a server that runs a month, that makes no difference. For a function that runs a moment, it does.',
      expect: { output: /^(\d+) +execve\("[^"]+crun"[^\n]*\n(?!\1)\d+ +execve\("\/bin\/true"[^\n]*\n$/ },
    },
  ],
  print: [1, 2, 6, 7, 8],
})
