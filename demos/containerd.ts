import { defineDemo } from './define.ts'

/** Seconds for what takes a few, in emulation on a busy computer. */
const SECONDS = 60

/** Bash: the one big file of the content store, the layer with all programs, with its inode. */
const blob = 'find io*content* -size +99k -printf "%i %f\\n"'
/** The same from anywhere. */
const look = `cd /var/lib/containerd; ${blob}`

/**
 * Sources: containerd documentation ("Content Flow", "Namespaces and Multi-Tenancy", "Garbage Collection", "Runtime v2"), ctr(8).
 */
export default defineDemo({
  id: 'containerd',
  title: 'One store, two namespaces',
  machines: ['qemu'],
  needs: ['containerd', 'ctr'],
  panes: {
    client: { rows: 9 },
    host: { rows: 9 },
  },
  setup: {
    'containerd starts': `
      tar -C /usr/share/kit/images -cf /root/images.tar .
      setsid containerd </dev/null &>/var/log/containerd.log &
      until ctr version &>/dev/null; do
        kill -0 $! || { tail -n 5 /var/log/containerd.log >&2; exit 1; }
        sleep 0.2
      done`,
  },
  setupTimeout: SECONDS,
  steps: [
    {
      pane: 'client',
      type: 'ctr image import --base-name kit images.tar',
      cue: 'Containerd without Docker. Its plain client is called ctr. An image comes in from a file.',
      expect: { output: /kit:busybox .*done\n[\s\S]*kit:web .*done\n/ },
      timeout: SECONDS,
    },
    {
      pane: 'host',
      type: `cd /var/lib/containerd; ${blob}`,
      cue: 'Here is its store, and in it the one big layer, named by its checksum. On the left is its inode: remember the number.',
      expect: { output: /^\d+ [0-9a-f]{64}\n$/, check: `${look} > /run/blob` },
    },
    {
      pane: 'client',
      type: 'ctr run -d kit:busybox box sleep 1000',
      cue: 'A container.',
      expect: { check: 'pgrep -fx "sleep 1000"' },
      timeout: SECONDS,
    },
    {
      pane: 'host',
      type: 'ps -o pid,ppid,comm -C ctr,containerd,containerd-shim,sleep',
      cue: 'The client is gone. The daemon and the shim are both children of process one, and the shim is the parent of our program.',
      expect: { output: /^[^\n]+\n +\d+ +1 containerd\n +(\d+) +1 containerd-shim\n +\d+ +\1 sleep\n$/ },
    },
    {
      pane: 'client',
      type: 'ctr -n team image ls -q; ctr -n team task ls',
      cue: 'Now another team asks the same daemon. No image, no container? Everybody who types ctr on a Kubernetes node asks that question.',
      expect: { output: /^TASK +PID +STATUS *\n$/ },
    },
    {
      pane: 'client',
      type: 'ctr namespace ls',
      cue: 'Containerd has namespaces of its own. They share nothing with the kernel\'s but the word: they are folders for names.',
      expect: { output: /^NAME +LABELS *\ndefault *\n$/ },
    },
    {
      pane: 'client',
      type: 'ctr -n team image import --base-name kit images.tar',
      cue: 'So the team imports the image, too. Is it now on disk twice?',
      expect: { output: /kit:busybox .*done\n/ },
      timeout: SECONDS,
    },
    {
      pane: 'host',
      type: blob,
      cue: 'Once, and it is the same file. Name a file by its checksum, and it exists once, whoever asks for it.',
      expect: { output: /^\d+ [0-9a-f]{64}\n$/, check: `[ "$(${look})" = "$(cat /run/blob)" ]` },
    },
    {
      pane: 'host',
      type: 'ls -i io*overlayfs/snapshots/*/fs/bin/busybox',
      cue: 'But containerd unpacked it twice, into two trees: two files, with two inodes. One blob, two trees.',
      expect: {
        output: /^(?:\d+ \S+\/fs\/bin\/busybox\n){2}$/,
        check: '[ "$(stat -c %i /var/lib/containerd/io*overlayfs/snapshots/*/fs/bin/busybox | sort -u | wc -l)" = 2 ]',
      },
    },
    {
      pane: 'client',
      type: 'ctr -n team run -d kit:busybox box sleep 2000',
      cue: 'A second container with the same name. Here the name is free.',
      expect: { check: 'pgrep -fx "sleep 2000"' },
      timeout: SECONDS,
    },
    {
      pane: 'host',
      type: 'pgrep -a shim | cut -c -78',
      cue: 'And a second shim, with its namespace on the command line.',
      expect: { output: /-namespace default -id box[^\n]*\n[^\n]*-namespace team -id box/ },
    },
    {
      pane: 'client',
      type: 'ctr image rm --sync kit:busybox kit:web',
      cue: 'Now we throw the image away. The file stays, because the team still uses it.',
      expect: { output: /kit:web/, check: `[ "$(${look})" = "$(cat /run/blob)" ]` },
      timeout: SECONDS,
    },
    {
      pane: 'client',
      type: 'ctr -n team image rm --sync kit:busybox kit:web',
      cue: 'The team throws it away, too.',
      expect: { output: /kit:web/ },
      timeout: SECONDS,
    },
    {
      pane: 'host',
      type: 'find io*content* -size +99k; pgrep -a sleep',
      cue: 'Now the file is gone, because nothing refers to it. And the containers run on: they use the unpacked trees, not the archive.',
      expect: { output: /^\d+ sleep 1000\n\d+ sleep 2000\n$/, check: `[ -z "$(${look})" ]` },
    },
  ],
  print: [4, 5, 8, 9, 14],
})
