import { defineDemo } from './define.ts'

/** Sources: pivot_root(2), pivot_root(8), mount_namespaces(7), umount(2), proc_pid_mountinfo(5). */
export default defineDemo({
  id: 'pivot-root',
  title: 'A new root, and no way back',
  machines: ['embedded', 'qemu'],
  panes: { container: {}, host: {} },
  setup: `
    mkdir -p /rootfs/bin /rootfs/proc
    cp /bin/busybox /rootfs/bin
    chroot /rootfs /bin/busybox --install /bin
  `,
  steps: [
    {
      pane: 'container',
      type: 'unshare --mount bash',
      cue: 'A mount namespace of our own, because what comes next would change the root of the whole machine.',
    },
    {
      pane: 'container',
      type: 'mkdir /rootfs/old; cd /rootfs; pivot_root . old',
      cue: 'pivot_root takes two directories: the new root, and a place below it where the old root goes. Busy? It does not swap directories. It swaps mounts, and ours is a directory of the very mount that we want to leave.',
      expect: { output: /Device or resource busy|Invalid argument/, exit: 1 },
    },
    {
      pane: 'container',
      type: 'mount --bind /rootfs /rootfs; cd /rootfs',
      cue: 'The classic trick, known to runtimes, too: bind the directory onto itself. Same files, but now it is a mount.',
    },
    {
      pane: 'container',
      type: 'pivot_root . old && exec sh',
      cue: 'Now it works. And our shell becomes the shell of the new root.',
    },
    {
      pane: 'container',
      type: 'ls / /old',
      cue: 'We have a new root. But look below old: there is the whole host. This container still has a way out.',
      expect: { output: /^\/:\nbin +old +proc\n\n\/old:\n[\s\S]*rootfs/ },
    },
    {
      pane: 'container',
      type: 'umount -l /old && rmdir /old',
      cue: 'A chroot could not do this. The old root is only a mount, so we can take it away. Lazily, because the host\'s other mounts hang below it.',
    },
    {
      pane: 'container',
      type: 'mount -t proc proc /proc; cat /proc/self/mountinfo',
      cue: 'Two mounts: our root, and the proc that we have just mounted. This list is all that exists for us. The host is not forbidden; it is not there.',
      expect: {
        output: /^\d+ \d+ \d+:\d+ \/rootfs \/ .*\n\d+ \d+ \d+:\d+ \/ \/proc .*\n$/,
        check: '[ "$(wc -l < /proc/$(pgrep -nx sh)/mountinfo)" = 2 ]',
      },
    },
    {
      pane: 'container',
      type: 'cd ../../../../..; pwd; ls',
      cue: 'However often we go up, there is nothing above this root.',
      expect: { output: /^\/\nbin +proc\n$/ },
    },
    {
      pane: 'host',
      type: 'wc -l /proc/self/mountinfo /proc/$(pgrep -nx sh)/mountinfo',
      cue: 'And the host? Its list is as long as before. It did not even see the bind mount. Two lists, two worlds, one kernel.',
      expect: { output: /^ *\d+ \/proc\/self\/mountinfo\n *2 \/proc\/\d+\/mountinfo\n/, check: '! grep " /rootfs " /proc/self/mountinfo' },
    },
  ],
})
