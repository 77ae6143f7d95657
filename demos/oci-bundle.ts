import { defineDemo } from './define.ts'

/** Bash: the container's group and the process in it, as the host sees them, and its state, as the runtime tells it. */
const container = `
  group=/sys/fs/cgroup/box pid=$(head -n 1 /sys/fs/cgroup/box/cgroup.procs)
  is() { [ "$(runc state box | jq -r .status)" = "$1" ]; }
`

/**
 * Sources: OCI runtime specification ("Filesystem Bundle", "Runtime and Lifecycle"), runc(8), runc-spec(8), runc-create(8), runc-start(8),
 * runc-pause(8), veth(4), kernel documentation "Control Group v2" (cgroup.freeze).
 */
export default defineDemo({
  id: 'oci-bundle',
  title: 'A file becomes a container, in two steps',
  machines: ['embedded', 'qemu'],
  panes: {
    host: { rows: 12 },
    visitor: { rows: 6 },
  },
  setup: `
    mkdir -p /root/box/rootfs/bin && cd /root/box/rootfs
    cp /bin/busybox bin && chroot . /bin/busybox --install -s /bin
    echo 'Hello from the container!' > index.html
  `,
  steps: [
    {
      pane: 'visitor',
      type: 'while sleep 1; do busybox wget -qO- 10.9.0.2; done',
      cue: 'Here is a visitor who asks for a web page every second. So far there is not even a network.',
      until: { output: /Network is unreachable/ },
    },
    {
      pane: 'host',
      type: 'cd box; runc spec; ls . rootfs',
      cue: 'A directory with a root file system. Beside that, runc writes the description of a container. This is a bundle.',
      expect: { output: /^config\.json +rootfs\n/m, check: '[ -s /root/box/config.json ]' },
    },
    {
      pane: 'host',
      type: 'jq -c .process.args,.hostname,.linux.namespaces config.json',
      cue: 'What to run, a name, the namespaces: everything that we typed by hand is now data.',
      expect: { output: /^\["sh"\]\n"runc"\n\[\{"type":"pid"\}/ },
    },
    {
      pane: 'host',
      type: `sed -i '/terminal/s/true/false/; s/"sh"/"httpd", "-f"/' config.json`,
      cue: 'Two edits: no terminal, and a web server in place of the shell.',
      expect: { check: 'jq -e \'.process | .terminal == false and .args == ["httpd", "-f"]\' /root/box/config.json' },
    },
    {
      pane: 'host',
      type: 'runc create box',
      cue: 'Create. What do you think: is there a process now? Is it the web server?',
      expect: { check: `${container} is created` },
    },
    {
      pane: 'host',
      type: 'pid=$(runc state box | jq .pid); ps -o pid,args $pid',
      cue: 'It is runc itself! All walls stand, and inside them the runtime waits, one step before our program.',
      expect: {
        output: /^ +PID COMMAND\n +\d+ runc init\n$/,
        check: `${container}
          for namespace in mnt uts ipc pid net cgroup; do
            [ "$(readlink /proc/$pid/ns/$namespace)" != "$(readlink /proc/1/ns/$namespace)" ] || exit 1
          done
          grep -q '^NSpid:.*[[:space:]]1$' /proc/$pid/status`,
      },
    },
    {
      pane: 'host',
      type: 'ip link add box0 type veth peer name eth0 netns $pid',
      cue: 'Why does it wait? So that other programs can prepare the container first. We push in the end of a cable, as many network plugins do.',
      expect: { check: `${container} nsenter -t $pid -n ip link show eth0 && ip link show box0` },
    },
    {
      pane: 'host',
      type: 'nsenter -t $pid -n ip addr add 10.9.0.2/24 dev eth0',
      cue: 'That end gets an address.',
    },
    {
      pane: 'host',
      type: 'nsenter -t $pid -n ip link set eth0 up',
      cue: 'And we switch it on.',
      expect: { check: `${container} nsenter -t $pid -n ip -br addr show eth0 | grep -q "10.9.0.2/24"` },
    },
    {
      pane: 'host',
      type: 'ip addr add 10.9.0.1/24 dev box0; ip link set box0 up',
      cue: 'Our end out here gets an address, too. Now the kernel refuses the visitor: there is a network, but nobody listens.',
      until: { pane: 'visitor', output: /Connection refused/ },
      expect: { check: `${container} [ "$(</proc/$pid/comm)" = "runc:[2:INIT]" ]` },
    },
    {
      pane: 'host',
      type: 'runc start box',
      cue: 'Start.',
      until: { pane: 'visitor', output: /Hello/ },
      expect: { check: `${container} is running && [ "$(</proc/$pid/comm)" = httpd ]` },
    },
    {
      pane: 'host',
      type: 'ps -o pid,args $pid; runc exec box ps',
      cue: 'The same process, another program: runc has become the web server. And exec sends in one more process, which sees the server as number one.',
      expect: { output: /^ +PID COMMAND\n +\d+ httpd -f\nPID .*\n +1 .*httpd -f\n +\d+ .*ps\n$/ },
    },
    {
      pane: 'host',
      type: 'runc pause box; cat /sys/fs/cgroup/box/cgroup.freeze',
      cue: 'Pause is one write, and you know the file. The visitor gets no error, just no answer.',
      expect: {
        output: /^1\n$/,
        check: `${container} is paused && grep -q "frozen 1" $group/cgroup.events`,
      },
    },
    {
      pane: 'host',
      type: 'ping -qc1 10.9.0.2 | grep loss',
      cue: 'But ping gets an answer! From whom? From the kernel. The kernel holds the network, not the process.',
      expect: { output: /1 received, 0% packet loss/, check: 'grep -q "frozen 1" /sys/fs/cgroup/box/cgroup.events' },
    },
    {
      pane: 'host',
      type: 'runc resume box',
      cue: 'Resume, and the visitor has the page.',
      until: { pane: 'visitor', output: /Hello/ },
      expect: { check: `${container} grep -q "frozen 0" $group/cgroup.events` },
    },
    {
      pane: 'host',
      type: 'runc kill box KILL',
      cue: 'We kill the first process, and the namespaces go with it. The cable goes, too.',
      until: { pane: 'visitor', output: /Network is unreachable/ },
      expect: { check: '! ip link show box0' },
    },
    {
      pane: 'host',
      type: 'runc state box | jq -c "[.status, .pid]"',
      cue: 'Stopped, and no process. But the layer above may still want to ask how the program ended.',
      expect: { output: /^\["stopped",0\]\n$/, check: '[ -d /run/runc/box ] && [ -d /sys/fs/cgroup/box ]' },
    },
    {
      pane: 'host',
      type: 'runc delete box; ls . /sys/fs/cgroup/box',
      cue: 'Delete removes what create made, and no more. Our bundle is still here.',
      expect: { exit: 2, output: /No such file or directory\n[\s\S]*config\.json +rootfs\n$/, check: '[ ! -e /run/runc/box ] && [ ! -e /sys/fs/cgroup/box ]' },
    },
  ],
  print: [5, 6, 10, 11, 12],
})
