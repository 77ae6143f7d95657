import { defineDemo } from './define.ts'

/** Sources: mount_namespaces(7), unshare(1), mount(8), findmnt(8), kernel documentation "Shared Subtrees". */
export default defineDemo({
  id: 'mount-namespace',
  title: 'A mount that leaks, and one that should',
  machines: ['embedded', 'qemu'],
  panes: { host: {}, container: {} },
  steps: [
    {
      pane: 'container',
      type: 'unshare --mount --propagation unchanged bash',
      cue: 'The first namespace of Linux: a process may have mounts of its own. This is the bare system call, without the help that the unshare tool adds.',
    },
    {
      pane: 'container',
      type: 'mount -t tmpfs box /mnt',
      cue: 'These are our own mounts, so nobody outside should notice this one.',
    },
    {
      pane: 'host',
      type: 'findmnt -o TARGET,SOURCE,PROPAGATION /mnt',
      cue: 'The host has it, too. The last column says why: the mount is shared. Systemd makes all mounts shared, and a new namespace begins as a copy that stays in touch.',
      expect: { output: /^\/mnt +box +shared$/m },
    },
    {
      pane: 'container',
      type: 'mount --make-rslave / && mount -t tmpfs box /srv',
      cue: 'So we make our mounts slaves, recursively. We still hear from the host, but the host no longer hears from us. And now another mount.',
    },
    {
      pane: 'host',
      type: 'findmnt /srv',
      cue: 'Silence. This one is ours alone.',
      expect: { output: /^$/, exit: 1, check: '[ $(grep -l " /srv " /proc/[0-9]*/mountinfo | wc -l) = 1 ]' },
    },
    {
      pane: 'host',
      type: 'mount --bind /home/ana /opt',
      cue: 'In the other direction: the host gives a directory a second place.',
    },
    {
      pane: 'container',
      type: 'findmnt /opt',
      cue: 'And the container sees it, while it runs. A directory of the host, bound into a container: that is all a volume is.',
      expect: { output: /^\/opt .*\/ana\]/m },
    },
    {
      pane: 'container',
      type: 'mount --make-rprivate /',
      cue: 'The third kind is private: no news in any direction. The unshare tool does this unless told otherwise.',
    },
    {
      pane: 'host',
      type: 'umount /opt; findmnt /opt',
      cue: 'The host takes its directory away.',
      expect: { output: /^$/, exit: 1 },
    },
    {
      pane: 'container',
      type: 'findmnt /opt',
      cue: 'But in here it stays, for as long as this namespace lives. If a disk is busy and you see no mount of it, look in the containers.',
      expect: { output: /^\/opt .*\/ana\]/m },
    },
  ],
  print: [1, 2, 3, 4, 5, 6, 7],
})
