import { defineDemo } from './define.ts'
import { isContainer } from './parts/is-container.ts'

/** The container as the kernel sees it from outside, found by its parent: any container's promises, and this one's own. */
const fromOutside = `
  pid=$(pgrep -P "$(pgrep -nx unshare)")
  ${isContainer}
  grep -q '^CapEff:.0000000000002021$' /proc/$pid/status || exit 7
  grep -q ' / / .* - overlay ' /proc/$pid/mountinfo || exit 8
`

/**
 * The commands are those of files/container-in-bash.sh, which does the same in one go.
 * Sources: namespaces(7), unshare(1), nsenter(1), cgroups(7), veth(4), ip-netns(8), kernel documentation "Overlay Filesystem",
 * pivot_root(2), capabilities(7), OCI runtime specification ("Linux Container Configuration").
 */
export default defineDemo({
  id: 'container-in-bash',
  title: 'A container, by hand',
  machines: ['embedded', 'qemu'],
  panes: { host: {}, container: {} },
  figure: 'NamespaceMap',
  steps: [
    {
      pane: 'host',
      type: 'g=/sys/fs/cgroup/box; mkdir $g',
      cue: 'No runtime, no daemon: only what we have already seen. First, a control group.',
    },
    {
      pane: 'host',
      type: 'echo 50M > $g/memory.max && echo 20 > $g/pids.max',
      cue: 'Fifty megabytes and twenty processes, whatever happens in there.',
      expect: { check: '[ "$(</sys/fs/cgroup/box/pids.max)" = 20 ]' },
    },
    {
      pane: 'host',
      type: 'ip netns add box && ip link add box0 type veth peer name eth0 netns box',
      cue: 'A network namespace, and a virtual cable with one end in it.',
    },
    {
      pane: 'host',
      type: 'ip addr add 10.9.0.1/24 dev box0 && ip link set box0 up',
      cue: 'Our end gets an address.',
    },
    {
      pane: 'host',
      type: 'ip -n box addr add 10.9.0.2/24 dev eth0 && ip -n box link set eth0 up',
      cue: 'And so does the inside end.',
      expect: { check: 'ping -qc1 10.9.0.2' },
    },
    {
      pane: 'host',
      type: 'mkdir -p /run/box/{up,work,root} && cd /run/box',
      cue: 'Directories for the container\'s files.',
    },
    {
      pane: 'host',
      type: 'mount -t overlay box root -o lowerdir=/,upperdir=up,workdir=work',
      cue: 'Our image is what we have at hand: the root of this machine, as the lower layer. Whatever the container writes lands in up.',
      expect: { check: 'mountpoint /run/box/root' },
    },
    {
      pane: 'container',
      type: 'nsenter --net=/run/netns/box bash',
      cue: 'Now we go in, one wall at a time. This shell is in the new network.',
    },
    {
      pane: 'container',
      type: 'echo $$ > /sys/fs/cgroup/box/cgroup.procs',
      cue: 'And in the group. From here on the limits hold.',
      expect: { check: '[ -n "$(</sys/fs/cgroup/box/cgroup.procs)" ]' },
    },
    {
      pane: 'container',
      type: 'unshare --mount --uts --ipc --pid --cgroup --fork bash',
      cue: 'Five more namespaces with one command.',
    },
    {
      pane: 'container',
      type: 'hostname box',
      cue: 'A name of its own.',
      expect: { check: '[ "$(hostname)" != box ]' },
    },
    {
      pane: 'container',
      type: 'cd /run/box/root && mkdir old && pivot_root . old && cd /',
      cue: 'The overlay becomes the root, and the host\'s root moves to old.',
    },
    {
      pane: 'container',
      type: 'mount -t proc proc /proc && mount -t sysfs -o ro sysfs /sys',
      cue: 'proc and sys show whichever namespaces they were mounted from, so the container needs new ones.',
    },
    {
      pane: 'container',
      type: 'mount -t cgroup2 -o ro cgroup2 /sys/fs/cgroup',
      cue: 'Its own group, to look at only.',
    },
    {
      pane: 'container',
      type: 'mount -t tmpfs dev /dev && mknod -m 666 /dev/null c 1 3',
      cue: 'The container gets devices. Well, one. A real runtime makes about ten.',
    },
    {
      pane: 'container',
      type: 'umount -l /old && rmdir /old',
      cue: 'Now the host\'s tree has to go.',
    },
    {
      pane: 'container',
      type: 'exec setpriv --bounding-set=-all,+chown,+kill,+net_raw bash',
      cue: 'Last of all, power. Of root\'s forty-one capabilities, three remain, and a new shell with only those replaces ours. Look at the prompt.',
    },
    {
      pane: 'container',
      type: 'hostname; ps -e',
      cue: 'A name, and process number one. Is it a container? It looks like one.',
      expect: { output: /^box\n +PID TTY +TIME CMD\n +1 .* bash\n +\d+ .* ps\n$/, check: fromOutside },
    },
    {
      pane: 'container',
      type: 'ip -br -4 addr; ping -qc1 10.9.0.1 | grep loss',
      cue: 'An address, and the host answers at the other end of the cable.',
      expect: { output: /^eth0\S+ +UP +10\.9\.0\.2\/24 *\n1 packets transmitted, 1 received, 0% packet loss/m },
    },
    {
      pane: 'container',
      type: 'cat /sys/fs/cgroup/{memory,pids}.max',
      cue: 'The limits that we set outside. The container can read them, and that is all.',
      expect: { output: /^52428800\n20\n$/ },
    },
    {
      pane: 'container',
      type: 'mount -t tmpfs x /mnt',
      cue: 'Root, but without the power to mount.',
      expect: { output: /permission denied|not permitted/i, exit: 32 },
    },
    {
      pane: 'container',
      type: 'rm -r /etc; ls /',
      cue: 'Root may still do something stupid in its own files: it deletes /etc. Gone.',
      expect: { output: /\bdev\b/, not: /\betc\b/ },
    },
    {
      pane: 'host',
      type: 'ls -l up; ls /etc | wc -l',
      cue: 'Outside? One whiteout in the upper layer. Our own etc is as full as ever.',
      expect: { output: /\nc.* 0, +0 .* etc\n(?:d.*\n)*[1-9]\d*\n$/ },
    },
    {
      pane: 'container',
      type: 'exit',
      cue: 'PID 1 ends, and with it the container.',
    },
    {
      pane: 'container',
      type: 'exit',
      cue: 'We leave the group and the network, too.',
    },
    {
      pane: 'host',
      type: 'cd; umount /run/box/root && rm -r /run/box',
      cue: 'We clean up. A real runtime does that even when one of these lines fails.',
    },
    {
      pane: 'host',
      type: 'ip netns del box; rmdir $g',
      cue: 'And that was a container. The script has some fifty lines, and it is in the repository. What do the real tools add? User namespaces, seccomp, device rules, masked paths, images from a registry. But no magic.',
      expect: { check: '[ ! -e /run/box ] && [ ! -e /sys/fs/cgroup/box ] && [ ! -e /run/netns/box ] && ! ip link show box0' },
    },
  ],
  print: [10, 18, 19, 22, 23],
})
