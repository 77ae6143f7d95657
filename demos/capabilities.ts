import { defineDemo } from './define.ts'

/** Sources: capabilities(7), capsh(1), setcap(8), getpcaps(8), execve(2), icmp(7). */
export default defineDemo({
  id: 'capabilities',
  title: 'Root, in forty-one pieces',
  machines: ['embedded', 'qemu'],
  panes: { host: {} },
  // A copy of ping without the file capability that Debian gives to the original, and no ping sockets for ordinary users.
  setup: `
    sysctl -qw net.ipv4.ping_group_range='1 0'
    cp /usr/bin/ping /usr/local/bin/pong
  `,
  figure: 'CapabilitySets',
  steps: [
    {
      pane: 'host',
      type: 'grep Cap /proc/$$/status',
      cue: 'Being root is not one thing. The kernel keeps five sets of bits for every thread. It asks for a bit, not for user zero. Permitted, effective and bounding: all ones.',
      expect: { output: /^CapInh:\t0+\nCapPrm:\t(0+[137]?f+)\nCapEff:\t\1\nCapBnd:\t\1\nCapAmb:\t0+\n$/ },
    },
    {
      pane: 'host',
      type: 'capsh --print | grep ^Bounding',
      cue: 'And these are the bits\' names. One of them is net raw, to send packets made by hand. ping needs it.',
      expect: { output: /cap_chown,.*cap_net_raw,.*cap_sys_admin/ },
    },
    {
      pane: 'host',
      type: 'capsh --drop=cap_net_raw --',
      cue: 'A root shell with one bit missing.',
    },
    {
      pane: 'host',
      type: 'id -u; pong -c1 127.1',
      cue: 'The user is still number zero, and pong, our copy of ping, does not work.',
      expect: { output: /^0\n[\s\S]*Operation not permitted/, exit: 2 },
    },
    {
      pane: 'host',
      type: 'grep -E \'Eff|Bnd\' /proc/$$/status',
      cue: 'The d among the f\'s is the missing bit, number thirteen. It is gone from the bounding set, and no program file can give back what is not in there.',
      expect: { output: /^CapEff:\t0+[137]?f+dfff\nCapBnd:\t0+[137]?f+dfff\n$/ },
    },
    { pane: 'host', type: 'exit', cue: 'Back to all of them.' },
    {
      pane: 'host',
      type: 'su ana -c "pong -c1 127.1"',
      cue: 'Now the other way round. Ana has no capabilities at all, and cannot ping either.',
      expect: { output: /Operation not permitted/, exit: 2 },
    },
    {
      pane: 'host',
      type: 'setcap cap_net_raw+ep /usr/local/bin/pong',
      cue: 'In the old days we would have made the program set-user-ID root: all forty-one, for anybody who runs it. Now the file gets just this one.',
      expect: { check: 'getcap /usr/local/bin/pong | grep -q "cap_net_raw=ep"' },
    },
    {
      pane: 'host',
      type: 'su ana -c "pong -c1 127.1"',
      cue: 'Ana can ping, and is not root for a single moment.',
      expect: { output: /1 received, 0% packet loss/ },
    },
    {
      pane: 'host',
      type: 'getfattr -d -m - /usr/local/bin/pong',
      cue: 'The bit is an extended attribute of the file. The command cp does not copy it, and an image layer must keep it.',
      expect: { output: /security\.capability=/ },
    },
    {
      pane: 'host',
      type: 'capsh --drop=cap_net_raw --user=ana -- -c "pong -c1 127.1"',
      cue: 'And who wins, the file or the bounding set? The bounding set. The kernel even refuses to start the program, because it cannot give what the file asks for. This is the wall around a container.',
      expect: { output: /Operation not permitted/, exit: 126 },
    },
  ],
  print: [1, 3, 4, 5],
})
