import { defineDemo } from './define.ts'

/**
 * Sources: capabilities(7), setpriv(1), capsh(1), and the default list of Docker (moby, `oci/caps/defaults.go`; documentation "Runtime
 * privilege and Linux capabilities").
 */
export default defineDemo({
  id: 'docker-capabilities',
  title: 'Root in Docker: fourteen out of forty-one',
  machines: ['embedded', 'qemu'],
  panes: { host: {} },
  figure: 'CapabilitySets',
  steps: [
    {
      pane: 'host',
      type: 'capsh --decode=00000000a80425fb | tr , "\\n" | nl',
      cue: 'In a Docker container you find this number in the proc status. Decoded, it is fourteen names. Of all that root may do, Docker leaves these, unless you ask for more.',
      expect: { output: /^ +1\s+0x0+a80425fb=cap_chown\n[\s\S]*^ +14\s+cap_setfcap\n$/m },
    },
    {
      pane: 'host',
      type: 'keep=$(capsh --decode=a80425fb | sed "s/.*=cap_//; s/,cap_/,+/g")',
      cue: 'Let us become such a root. First we write the names the way the next command wants them.',
    },
    {
      pane: 'host',
      type: 'setpriv --bounding-set=-all,+$keep bash',
      cue: 'We drop all but these from the bounding set. What is not in there, no program can give. So the shell that starts here is root with fourteen capabilities.',
    },
    {
      pane: 'host',
      type: 'id -u; grep -e Eff -e Bnd /proc/$$/status',
      cue: 'User zero, and the same number that Docker shows.',
      expect: { output: /^0\nCapEff:\t00000000a80425fb\nCapBnd:\t00000000a80425fb\n$/ },
    },
    {
      pane: 'host',
      type: 'touch f; chown ana f; ls -l f',
      cue: 'What still works? What a package manager needs: give files away, change users, ignore permissions.',
      expect: { output: /^-\S+ 1 ana +root/ },
    },
    {
      pane: 'host',
      type: 'mount -t tmpfs x /mnt',
      cue: 'And what does not? Mounting. That would take cap sys admin, the largest of them all.',
      expect: { output: /permission denied|not permitted/i, exit: 32 },
    },
    {
      pane: 'host',
      type: 'date -s 12:00',
      cue: 'Setting the clock: there is only one, and it is everybody\'s.',
      expect: { output: /cannot set date: Operation not permitted/, exit: 1 },
    },
    {
      pane: 'host',
      type: 'ip link set lo down',
      cue: 'Touching the network. A container may write its own packets by hand, but it may not change devices and routes.',
      expect: { output: /Operation not permitted/, exit: 2, check: 'ip link show lo | grep -q "LOOPBACK,UP"' },
    },
    {
      pane: 'host',
      type: 'unshare --uts hostname me',
      cue: 'Not even making a namespace. So no containers in containers, without a user namespace or a flag called privileged.',
      expect: { output: /Operation not permitted/, exit: 1 },
    },
    {
      pane: 'host',
      type: 'mknod disk b 1 0 && ls -l disk',
      cue: 'One surprise for the end: this root may make any device file. But in Docker another wall stands behind this one. The device program of its control group decides which of them it may open.',
      expect: { output: /^b\S+ 1 root +root +1, +0 / },
    },
  ],
  print: [4, 6, 7, 8, 10],
})
