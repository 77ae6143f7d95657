import { defineDemo } from './define.ts'

/** Sources: apparmor.d(5), apparmor_parser(8), aa-exec(1), kernel documentation "AppArmor". */
export default defineDemo({
  id: 'apparmor',
  title: 'A profile says no to root',
  machines: ['qemu'],
  needs: ['apparmor_parser'],
  panes: { host: {} },
  files: {
    '/root/writer': 'apparmor-writer',
  },
  setup: 'mkdir -p /srv/mine && echo "127.0.0.1 localhost" > /etc/hosts.copy',
  steps: [
    {
      pane: 'host',
      type: 'cat /sys/kernel/security/lsm; echo',
      cue: 'The security modules of this kernel, in the order in which the kernel asks them. AppArmor is one of them.',
      expect: { output: /\bapparmor\b/ },
    },
    {
      pane: 'host',
      type: 'cat writer',
      cue: 'A profile in six lines. A program under it may read and run everything, use the terminal, and write in one folder.',
      expect: { output: /profile writer[\s\S]*\/srv\/mine/ },
    },
    {
      pane: 'host',
      type: 'apparmor_parser --replace writer',
      cue: 'The parser compiles it, and the kernel takes it.',
      expect: { check: 'grep -qx "writer (enforce)" /sys/kernel/security/apparmor/profiles' },
      timeout: 60,
    },
    {
      pane: 'host',
      type: 'aa-exec --profile writer bash',
      cue: 'A shell under that profile.',
      expect: { check: 'grep -lx "writer (enforce)" /proc/[0-9]*/attr/current' },
    },
    {
      pane: 'host',
      type: 'id -u; cat /proc/self/attr/current; grep CapEff /proc/self/status',
      cue: 'Root, with every capability.',
      expect: { output: /^0\nwriter \(enforce\)\nCapEff:\t0*1ffffffffff\n/ },
    },
    {
      pane: 'host',
      type: 'echo hello > /srv/mine/file && cat /srv/mine/file',
      cue: 'In that folder, all is well.',
      expect: { output: /^hello\n/ },
    },
    {
      pane: 'host',
      type: 'echo mad >> /etc/hosts.copy',
      cue: 'Anywhere else, not even root. Permission denied, although the file is root\'s own.',
      expect: { output: /Permission denied/, exit: 1, check: '! grep mad /etc/hosts.copy' },
    },
    {
      pane: 'host',
      type: 'exit',
      cue: 'Out.',
      expect: { exit: 1 },
    },
    {
      pane: 'host',
      type: 'dmesg | grep -oE "DENIED|(profile|name|requested_mask)=\\S+" | tail -n 4',
      cue: 'The kernel kept a record: which profile, which file, which access. That is the line an administrator looks for.',
      expect: { output: /^DENIED\nprofile="writer"\nname="\/etc\/hosts\.copy"\nrequested_mask="a?w?c?"\n/ },
    },
    {
      pane: 'host',
      type: 'echo mad >> /etc/hosts.copy && tail -n 1 /etc/hosts.copy',
      cue: 'Without the profile, root is root. Where the host has AppArmor, Docker puts such a profile on each container, unless told otherwise. It denies writes to the dangerous parts of proc and sys.',
      expect: { output: /^mad\n/ },
    },
  ],
  print: [2, 5, 7, 10],
})
