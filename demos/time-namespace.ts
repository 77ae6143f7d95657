import { defineDemo } from './define.ts'

/** Sources: time_namespaces(7), unshare(1), clock_gettime(2), proc_uptime(5), CRIU "Time namespace". */
export default defineDemo({
  id: 'time-namespace',
  title: 'Up for a thousand days',
  machines: ['embedded', 'qemu'],
  panes: { host: {}, container: {} },
  steps: [
    {
      pane: 'host',
      type: 'uptime -p',
      cue: 'This machine started a short while ago.',
      expect: { output: /^up (?!.*year)/ },
    },
    {
      pane: 'container',
      type: 'unshare --time --boottime 86400000 --fork bash',
      cue: 'The youngest namespace, from 2020. It shifts a clock: by a thousand days, given in seconds. It needs fork for the same reason as the PID namespace: only children get the new one.',
    },
    {
      pane: 'container',
      type: 'uptime -p',
      cue: 'Two years and thirty-eight weeks of uptime, earned in an instant.',
      expect: { output: /^up 2 years/ },
    },
    {
      pane: 'host',
      type: 'uptime -p',
      cue: 'Not for the host. Both shells asked the same kernel, at the same moment.',
      expect: {
        output: /^up (?!.*year)/,
        check: `
          for shell in $(pgrep -x bash); do [ /proc/$shell/ns/time -ef /proc/1/ns/time ] || inside=$shell; done
          shifted=$(nsenter -t $inside -T cut -d. -f1 /proc/uptime) && real=$(cut -d. -f1 /proc/uptime)
          [ $((shifted - real)) -le 86400000 ] && [ $((shifted - real)) -gt 86399900 ]
        `,
      },
    },
    {
      pane: 'container',
      type: 'cat /proc/$$/timens_offsets',
      cue: 'This is all there is: two offsets, in seconds and nanoseconds. The kernel adds them when a process in the namespace asks how long the machine has run. They are for containers that move to another machine, where no timer may run backwards. Docker has given its containers such a namespace since 29.5.',
      expect: { output: /^monotonic +0 +0\nboottime +86400000 +0\n$/ },
    },
    {
      pane: 'container',
      type: 'echo boottime 0 0 > /proc/$$/timens_offsets',
      cue: 'For the same reason the offsets are fixed once a process lives in the namespace. Not even root turns them back.',
      expect: { output: /Permission denied/, exit: 1 },
    },
    {
      pane: 'container',
      type: 'date; nsenter -t 1 --time date',
      cue: 'And the time of day, here and, through nsenter, on the host? The same. The real-time clock has no offset. There is one for all, so no container can have a date of its own.',
      expect: {
        output: /\d{4}\n.*\d{4}\n$/,
        check: `
          for shell in $(pgrep -x bash); do [ /proc/$shell/ns/time -ef /proc/1/ns/time ] || inside=$shell; done
          before=$(date +%s) && there=$(nsenter -t $inside -T date +%s) && after=$(date +%s)
          [ $before -le $there ] && [ $there -le $after ]
        `,
      },
    },
  ],
})
