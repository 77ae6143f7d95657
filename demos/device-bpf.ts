import { defineDemo } from './define.ts'
import { BUSYBOX_PROMPT } from './parts/busybox-prompt.ts'

/** Sources: kernel documentation "Control Group v2" (Device controller), bpftool-cgroup(8), bpftool-prog(8), OCI runtime specification, config-linux.md ("Allowed Device list"). */
export default defineDemo({
  id: 'device-bpf',
  title: 'A program decides about devices',
  machines: ['qemu'],
  needs: ['bpftool'],
  panes: {
    host: { rows: 12 },
    container: { rows: 7 },
  },
  // A bundle as `crun spec` makes it, whose root may make device files, as Docker's may.
  setup: `
    mkdir -p /bundle/rootfs/bin && cd /bundle
    cp /bin/busybox rootfs/bin && chroot rootfs /bin/busybox --install /bin
    crun spec
    jq '.root.readonly = false | .process.capabilities |= map_values(. + ["CAP_MKNOD"])' config.json > edited && mv edited config.json
  `,
  steps: [
    {
      pane: 'host',
      type: 'ls /sys/fs/cgroup | grep -c devices',
      cue: 'Which devices may a container use? In version one there was a file for that. In version two there is none.',
      expect: { output: /^0\n/, exit: 1 },
    },
    {
      pane: 'container',
      type: 'crun run -b /bundle box',
      cue: 'So let us start a container.',
      until: { output: BUSYBOX_PROMPT },
      expect: { check: '[ -n "$(cat /sys/fs/cgroup/box/cgroup.procs)" ]' },
    },
    {
      pane: 'container',
      type: 'mknod disk b 254 0 && ls -l disk',
      cue: 'Its root makes a device file for the host\'s disk. The kernel has no objection.',
      until: { output: BUSYBOX_PROMPT },
      expect: { output: /^brw.* 254, +0 .* disk\n/, check: '[ -b /bundle/rootfs/disk ]' },
    },
    {
      pane: 'container',
      type: 'head -c 8 disk',
      cue: 'The file belongs to root, and its mode lets root read it. Operation not permitted. Who says so?',
      until: { output: BUSYBOX_PROMPT },
      expect: { output: /Operation not permitted/ },
    },
    {
      pane: 'host',
      type: 'bpftool cgroup show /sys/fs/cgroup/box',
      cue: 'This one: a program that crun loaded into the kernel and tied to the group. The kernel asks it whenever a process in there opens a device.',
      expect: { output: /\d+ +cgroup_device/ },
    },
    {
      pane: 'host',
      type: 'id=$(bpftool -j cgroup show /sys/fs/cgroup/box | jq ".[0].id")',
    },
    {
      pane: 'host',
      type: 'bpftool prog dump xlated id $id | head -n 10',
      cue: 'We can read that program. It takes type, major and minor number, and compares.',
      expect: { output: /^ +0: \(61\) r2 = \*\(u32 \*\)\(r1 \+0\)\n/ },
    },
    {
      pane: 'host',
      type: 'bpftool cgroup detach /sys/fs/cgroup/box cgroup_device id $id',
      cue: 'Was it really this program? We take it off the group.',
      expect: { check: '! bpftool cgroup show /sys/fs/cgroup/box | grep cgroup_device' },
    },
    {
      pane: 'container',
      type: 'head -c 8 disk | wc -c',
      cue: 'And the container reads the host\'s disk, past every permission in its file system. One program was the whole wall.',
      until: { output: BUSYBOX_PROMPT },
      expect: { output: /^8\n/ },
    },
  ],
})
