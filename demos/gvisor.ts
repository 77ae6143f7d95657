import { defineDemo } from './define.ts'

/** Seconds that a sandbox may take to start in emulation on a busy computer. */
const START_SECONDS = 60

/**
 * Sources: gVisor documentation ("Introduction to gVisor security", "Platforms"), runsc(1) (`do`), proc_pid_status(5) (Seccomp), uname(2).
 */
export default defineDemo({
  id: 'gvisor',
  title: 'A kernel that is a program',
  machines: ['qemu'],
  needs: ['runsc'],
  panes: {
    sandbox: { rows: 9 },
    host: { rows: 9 },
  },
  steps: [
    {
      pane: 'host',
      type: 'uname -rv',
      cue: 'The kernel of this machine. All containers so far gave this answer, because there was no other kernel.',
      expect: { output: /^6\.\d+\.\S+ #1 SMP/ },
    },
    {
      pane: 'sandbox',
      type: 'runsc --network=none do bash',
      cue: 'Now a shell under runsc, the runtime of gVisor, over the same files.',
      expect: { check: 'pgrep -f "^runsc-sandbox"' },
      timeout: START_SECONDS,
    },
    {
      pane: 'sandbox',
      type: 'uname -rv',
      cue: 'Version four point four, of January 2016? No such kernel is installed here. Who is speaking?',
      expect: { output: /^4\.4\.0 #1 SMP Sun Jan 10 15:06:54 PST 2016\n/ },
      timeout: START_SECONDS,
    },
    {
      pane: 'sandbox',
      type: 'dmesg | tail -n 3',
      cue: 'It has a boot log of its own, and its authors put jokes into it. This is a kernel in Go, an ordinary program that answers system calls.',
      expect: { output: /Ready!\n/ },
      timeout: START_SECONDS,
    },
    {
      pane: 'sandbox',
      type: 'sleep 1000 & ps -o pid,args',
      cue: 'We start a process in there. It has a process number, in there.',
      expect: { output: /^ +\d+ sleep 1000\n/m },
      timeout: START_SECONDS,
    },
    {
      pane: 'host',
      type: 'pgrep -a -x sleep',
      cue: 'And on the host? So far the host saw every process of a container, under another number. Here it sees none. To our kernel, this sleep does not exist.',
      expect: { exit: 1, output: /^$/ },
    },
    {
      pane: 'host',
      type: 'ps -o pid,user,comm -p $(pgrep -d, -f ^runsc-)',
      cue: 'The host sees the program that is the kernel, and a helper that opens files for it.',
      expect: { output: /(?: +\d+ root +exe\n){2}$/ },
    },
    {
      pane: 'host',
      type: 'grep Seccomp: /proc/$(pgrep -f ^runsc-sandbox)/status',
      cue: 'And that program is itself confined: mode two, a filter of system calls. Break out of the kernel in Go, and you are still in a sandbox.',
      expect: { output: /^Seccomp:\t2\n$/ },
    },
    {
      pane: 'sandbox',
      type: 'exit',
      cue: 'The price: every system call takes a detour. And if this kernel does not know a call, no program in it can make that call.',
      expect: { check: '! pgrep -f "^runsc-sandbox"' },
      timeout: START_SECONDS,
    },
  ],
})
