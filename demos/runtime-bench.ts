import { defineDemo } from './define.ts'

/** Seconds for what takes a dozen, in emulation on a busy computer. */
const SECONDS = 120

/**
 * Bash: all runs of the last measurement ended well, three of each runtime. `mean` is the seconds of a runtime, `extra` those beyond what it took
 * for a program that does nothing, and `spread` the standard deviation.
 */
const measured = `
  cd /root
  jq -e '[.results[].exit_codes | length == 3 and all(. == 0)] | length == 3 and all' times >/dev/null || exit
  field() { jq "[.results[] | select(.parameters.r | startswith(\\"$1\\"))][0].$2" "$3"; }
  mean() { field "$1" mean times; }
  extra() { echo "($(mean "$1") - $(field "$1" mean times.true))"; }
  spread() { field "$1" stddev times; }
  holds() { jq -en "$1" >/dev/null; }
`

/**
 * Sources: gVisor documentation ("Performance Guide": no cost for CPU operations, a cost for each system call), hyperfine(1), `runc-spec`(8),
 * dd(1) (a read and a write for each block).
 */
export default defineDemo({
  id: 'runtime-bench',
  title: 'Which is the fastest? At what?',
  machines: ['qemu'],
  needs: ['hyperfine', 'runsc'],
  panes: { host: {} },
  files: {
    '/root/bench.sh': 'runtime-bench/bench.sh',
    '/root/bars.jq': 'runtime-bench/bars.jq',
  },
  setup: `
    mkdir -p /root/box/rootfs/bin && cd /root/box
    cp /bin/busybox rootfs/bin && chroot rootfs /bin/busybox --install -s /bin
    runc spec
    jq '.process.terminal = false' config.json > ../spec.json
    # Each once, so that its files are in memory.
    jq '.process.args = ["true"]' ../spec.json > config.json
    for runtime in crun runc 'runsc --network=none'; do
      $runtime run warm || exit
    done`,
  steps: [
    {
      pane: 'host',
      type: '. ./bench.sh; cat bench.sh',
      cue: 'One bundle, three runtimes, and a stopwatch: hyperfine, which runs each of them three times. After bench comes the program in the container.',
      expect: { output: /crun,runc,runsc/ },
    },
    {
      pane: 'host',
      type: 'bench true',
      cue: 'First a program that does nothing. What we measure is the runtime itself. Which one do you bet on? One is written in C, one in Go, and one in Go with a whole kernel in it.',
      expect: {
        output: /^crun\t[^\n]+█\nrunc\t[^\n]+█\nrunsc\t[^\n]+█\n$/,
        check: `${measured} cp times times.true; holds "$(mean crun) < $(mean runc) and $(mean crun) < $(mean runsc)"`,
      },
      timeout: SECONDS,
    },
    {
      pane: 'host',
      type: 'grep -e Bench -e Time log',
      cue: 'How sure are we? Each bar is three runs, and this is how far they lie apart. On a busy computer a difference of that size means nothing.',
      expect: { output: /(?:Benchmark \d: [^\n]+\n +Time \(mean ± σ\):[^\n]+\n){3}$/ },
    },
    {
      pane: 'host',
      type: 'bench awk "BEGIN { while (i++ < 199999) n += i }"',
      cue: 'Now a program that computes. Take away the start, and about the same time is left for each. While a program computes, neither runtime nor kernel stands between it and the processor.',
      expect: { check: `${measured} holds "$(extra runsc) < $(extra crun) + $(field runsc mean times.true)"` },
      timeout: SECONDS,
    },
    {
      pane: 'host',
      type: 'bench dd if=/dev/zero of=/dev/null bs=1 count=6000',
      cue: 'And one that talks to the kernel all the time: six thousand bytes, read and written one at a time. Under gVisor every call takes the detour, and the program takes several times as long.',
      expect: { check: `${measured} holds "$(extra runsc) > 3 * $(extra crun) and $(extra runsc) > 2 * $(spread runsc)"` },
      timeout: SECONDS,
    },
    {
      pane: 'host',
      type: 'for r in crun runc runsc; do $r --version | head -n 1; done; date -I',
      cue: 'So which one is the fastest? Ask back: at what? And write down what you measured, and when: versions and date. A benchmark without a date is a rumour.',
      expect: { output: /^crun version \S+\nrunc version \S+\nrunsc version \S+\n20\d\d-\d\d-\d\d\n$/ },
    },
  ],
  print: [2, 4, 5, 6],
})
