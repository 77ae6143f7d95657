import { defineDemo } from './define.ts'
import { BUSYBOX_PROMPT } from './parts/busybox-prompt.ts'

/** Sources: seccomp(2), proc_pid_status(5), OCI runtime specification, config-linux.md "Seccomp", crun(1), jq(1). */
export default defineDemo({
  id: 'seccomp',
  title: 'Root may not mkdir',
  machines: ['embedded', 'qemu'],
  panes: {
    container: { rows: 12 },
    host: { rows: 6 },
  },
  figure: 'CapabilitySets',
  // A bundle as `crun spec` makes it, with a root of BusyBox that may be written to.
  setup: `
    mkdir -p /bundle/rootfs/bin && cd /bundle
    cp /bin/busybox rootfs/bin && chroot rootfs /bin/busybox --install /bin
    crun spec && jq '.root.readonly = false' config.json > plain.json
    echo '{ "defaultAction": "SCMP_ACT_ALLOW",' > profile.json
    echo '  "syscalls": [{ "names": ["mkdir", "mkdirat"],' >> profile.json
    echo '                 "action": "SCMP_ACT_ERRNO" }] }' >> profile.json
  `,
  steps: [
    {
      pane: 'host',
      type: 'cd /bundle && cat profile.json',
      cue: 'A seccomp profile as the OCI specification defines it. Everything is allowed, except two system calls: they answer with an error.',
      expect: { output: /SCMP_ACT_ALLOW[\s\S]*mkdirat[\s\S]*SCMP_ACT_ERRNO/ },
    },
    {
      pane: 'host',
      type: 'jq ".linux.seccomp = input" plain.json profile.json > config.json',
      cue: 'It goes into the container\'s configuration.',
    },
    {
      pane: 'container',
      type: 'crun run -b /bundle box',
      cue: 'And the container comes up.',
      until: { output: BUSYBOX_PROMPT },
    },
    {
      pane: 'container',
      type: 'id -u; touch file; mkdir folder',
      cue: 'We are root. A file: no problem. A folder? Not permitted. Same place, same user, same permissions.',
      until: { output: BUSYBOX_PROMPT },
      expect: { output: /^0\nmkdir: can't create directory 'folder': Operation not permitted\n/, check: '[ -e /bundle/rootfs/file ] && [ ! -e /bundle/rootfs/folder ]' },
    },
    {
      pane: 'container',
      type: 'grep Seccomp /proc/self/status',
      cue: 'Mode two: a filter. It is a small program that the kernel runs at every system call, before the call itself. Our children inherit it, and nobody can take it off again.',
      until: { output: BUSYBOX_PROMPT },
      expect: { output: /^Seccomp:\t2\nSeccomp_filters:\t[1-9]/ },
    },
    {
      pane: 'host',
      type: 'grep Seccomp /proc/$$/status',
      cue: 'Our own shell outside has none.',
      expect: { output: /^Seccomp:\t0\n/ },
    },
    {
      pane: 'container',
      type: 'exit',
      cue: 'Was it really the profile? We leave, and try the same container without it.',
    },
    {
      pane: 'host',
      type: 'cp plain.json config.json',
      cue: 'The configuration as it was before.',
    },
    {
      pane: 'container',
      type: 'crun run -b /bundle box',
      cue: 'Again.',
      until: { output: BUSYBOX_PROMPT },
    },
    {
      pane: 'container',
      type: 'mkdir folder && ls -d f*',
      cue: 'There it is. Docker\'s own profile works the other way round: it lists the calls that are allowed, some 360 of them, and denies the rest.',
      until: { output: BUSYBOX_PROMPT },
      expect: { output: /^file +folder\n/, check: '[ -d /bundle/rootfs/folder ]' },
    },
  ],
  print: [1, 3, 4, 5, 6],
})
