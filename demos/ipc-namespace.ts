import { defineDemo } from './define.ts'

/** Sources: ipc_namespaces(7), sysvipc(7), mq_overview(7), shm_overview(7), ipcs(1), ipcmk(1). */
export default defineDemo({
  id: 'ipc-namespace',
  title: 'Two queues, both number zero',
  machines: ['embedded', 'qemu'],
  panes: { host: {}, container: {} },
  steps: [
    {
      pane: 'host',
      type: 'ipcmk -Q && ipcs -q',
      cue: 'A message queue of the System V kind. It is in no directory. It has a number, and every process of the machine can ask for it.',
      expect: { output: /Message queue id: \d+\n[\s\S]*^0x/m },
    },
    {
      pane: 'host',
      type: 'touch /dev/mqueue/jobs /dev/shm/cache',
      cue: 'The younger kinds, from POSIX, look like files: a message queue called jobs, and shared memory called cache. PostgreSQL uses the second.',
      expect: { check: 'grep -q QSIZE /dev/mqueue/jobs' },
    },
    {
      pane: 'container',
      type: 'unshare --ipc --mount bash',
      cue: 'Now an IPC namespace, and a mount namespace that we will need in a minute.',
    },
    {
      pane: 'container',
      type: 'ipcs -q',
      cue: 'The host\'s queue is not there. That half works at once.',
      expect: { not: /^0x/m },
    },
    {
      pane: 'container',
      type: 'ls /dev/mqueue /dev/shm',
      cue: 'But the POSIX queue and the shared memory are still there. What went wrong?',
      expect: { output: /mqueue:\njobs\n[\s\S]*shm:\ncache\n/ },
    },
    {
      pane: 'container',
      type: 'mount -t mqueue mq /dev/mqueue; ls -A /dev/mqueue',
      cue: 'The queues are separate, but this mount comes from outside and still shows the old ones. So we mount it anew.',
      expect: { output: /^$/ },
    },
    {
      pane: 'container',
      type: 'mount -t tmpfs shm /dev/shm; ls -A /dev/shm',
      cue: 'Shared memory is none of the IPC namespace\'s business: POSIX shared memory is files in a tmpfs. A tmpfs of our own helps. Docker makes these two mounts in its containers.',
      expect: { output: /^$/ },
    },
    {
      pane: 'container',
      type: 'ipcmk -Q && ipcs -q',
      cue: 'A queue in here. It gets the same number as the host\'s.',
      expect: { output: /Message queue id: 0\n[\s\S]*^0x\w+ +0 /m },
    },
    {
      pane: 'host',
      type: 'ipcs -q',
      cue: 'And outside nothing has changed: two queues with number zero, but with different keys. They will never meet.',
      expect: {
        output: /^0x.*\n\n$/m,
        check: `
          [ $(ipcs -q | grep -c ^0x) = 1 ] && [ -e /dev/mqueue/jobs ] && [ -e /dev/shm/cache ] &&
          [ $(for shell in $(pgrep -x bash); do nsenter -t $shell -i ipcs -q; done | grep ^0x | sort -u | wc -l) = 2 ]
        `,
      },
    },
  ],
  print: [4, 5, 8, 9],
})
