import { defineDemo } from './define.ts'

/** Sources: network_namespaces(7), ip-netns(8), ip-link(8), veth(4), ping(8). */
export default defineDemo({
  id: 'network-namespace',
  title: 'Two networks and a virtual cable',
  machines: ['embedded', 'qemu'],
  panes: {
    host: { rows: 5 },
    red: { rows: 8 },
    blue: { rows: 5 },
  },
  figure: 'NetworkMap',
  steps: [
    {
      pane: 'host',
      type: 'ip netns add red; ip netns add blue',
      cue: 'Two network namespaces. They hold no process yet; ip keeps them alive under a name.',
      expect: { check: '[ $(stat -Lc %i /run/netns/{red,blue} /proc/1/ns/net | sort -u | wc -l) = 3 ]' },
    },
    {
      pane: 'red',
      type: 'ip netns exec red bash',
      cue: 'A shell moves into the red one.',
    },
    {
      pane: 'red',
      type: 'ping -c 1 127.0.0.1',
      cue: 'Red cannot even reach itself. A new namespace has one device, the loopback, and that is down: no address, no route, no rule, no port in use.',
      expect: { output: /Network is unreachable/, exit: 2 },
    },
    {
      pane: 'blue',
      type: 'ip netns exec blue bash',
      cue: 'And a second shell into the blue one.',
    },
    {
      pane: 'host',
      type: 'ip link add br0 up type bridge',
      cue: 'The host gets a bridge, a switch made of software. Docker calls its own docker zero.',
    },
    {
      pane: 'host',
      type: 'ip link add red master br0 up type veth peer eth0 netns red',
      cue: 'A veth pair is a cable with two ends. We plug one end into the bridge. The other appears in the red namespace, as eth zero.',
    },
    {
      pane: 'host',
      type: 'ip link add blue master br0 up type veth peer eth0 netns blue',
      cue: 'A second cable for blue. Both may call their end eth zero: names of devices belong to the namespace, too.',
    },
    {
      pane: 'red',
      type: 'ip addr add 10.0.0.1/24 dev eth0; ip link set eth0 up',
      cue: 'Red takes an address, and so gets a route to its neighbours.',
    },
    {
      pane: 'blue',
      type: 'ip addr add 10.0.0.2/24 dev eth0; ip link set eth0 up',
      cue: 'Blue takes the next address.',
    },
    {
      pane: 'red',
      type: 'ping -c 1 10.0.0.2',
      cue: 'And they talk: out of red, through the cable, the bridge and the other cable into blue, and back. This is what Docker sets up for a container by default; for the way out to the world it adds a route and a rule for address translation.',
      expect: { output: / bytes from 10\.0\.0\.2[\s\S]* 0% packet loss/, check: 'ip -n blue neigh | grep "$(ip netns exec red cat /sys/class/net/eth0/address)"' },
    },
  ],
  print: [1, 5, 6, 7, 8, 9, 10],
})
