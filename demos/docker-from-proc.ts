import { defineDemo } from './define.ts'
import { DOCKER_SECONDS, dockerSetup } from './parts/docker-setup.ts'

/** Bash: the files of the container's upper layer. */
const upper = `$(sed -n 's/.* \\/ \\/ .*upperdir=\\([^,]*\\).*/\\1/p' /proc/$(pgrep -x httpd)/mountinfo)`

/**
 * Sources: proc(5), proc_pid_cgroup(5), proc_pid_root(5), proc_pid_status(5), proc_pid_attr(5), lsns(8), nsenter(1) (`--all`, `--join-cgroup`),
 * cgroup_namespaces(7) (paths above the root), Docker documentation ("Runtime metrics", "Networking overview": `container:`).
 */
export default defineDemo({
  id: 'docker-from-proc',
  title: 'Docker hangs, the kernel answers',
  machines: ['qemu'],
  needs: ['dockerd'],
  panes: {
    docker: { rows: 6 },
    host: { rows: 12 },
  },
  setup: dockerSetup,
  setupTimeout: DOCKER_SECONDS,
  steps: [
    {
      pane: 'docker',
      type: 'docker run -d --name web -m 64m --pids-limit 9 web',
      cue: 'A container, and two limits: sixty-four megabytes and nine processes.',
      expect: { output: /^[0-9a-f]{64}\n$/m, check: 'pgrep -x httpd' },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'kill -STOP $(pidof dockerd containerd)',
      cue: 'Now suppose that both daemons hang. To see that, we stop them with a signal.',
      expect: { check: 'for pid in $(pidof dockerd containerd); do grep -q "^State:.T" /proc/$pid/status || exit; done' },
    },
    {
      pane: 'docker',
      type: 'timeout 5 docker ps',
      cue: 'Which containers run here? Docker is silent, and without the timeout we would sit here for ever.',
      expect: { exit: 124, output: /^$/ },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'lsns -t pid -o NPROCS,PID,COMMAND',
      cue: 'So ask the kernel, which made the walls. Who lives in which PID namespace? Process one is this machine. And there is a web server with a namespace of its own. Now we have its number.',
      expect: { output: /^NPROCS +PID COMMAND\n +\d+ +1 [^\n]*init[^\n]*\n +1 +\d+ httpd -f -p 80 -h \/www\n$/ },
    },
    {
      pane: 'host',
      type: 'p=$(pgrep -x httpd); cat /proc/$p/cgroup',
      cue: 'Its folder in proc has the rest. Which container is it? The group is named after the ID that Docker printed above.',
      expect: { output: /^0::\/docker\/[0-9a-f]{64}\n$/ },
    },
    {
      pane: 'host',
      type: 'cat /sys/fs/cgroup/docker/*/{memory.max,pids.max,pids.current}',
      cue: 'Its limits? Sixty-four megabytes, written in bytes; nine processes; and so far there is one.',
      expect: { output: /^67108864\n9\n1\n$/ },
    },
    {
      pane: 'host',
      type: 'grep -e CapEff -e Seccomp: /proc/$p/status; cat /proc/$p/attr/current',
      cue: 'Its rights? The number with fourteen capabilities in it, a filter of system calls, and a profile of AppArmor.',
      expect: { output: /^CapEff:\t00000000a80425fb\nSeccomp:\t2\ndocker-default \(enforce\)\n$/ },
    },
    {
      pane: 'host',
      type: 'nsenter -t $p -n ip -br -4 addr',
      cue: 'Its address? We step into its network namespace, with a program of the host. The image needs no such program.',
      expect: { output: /^eth0@if\d+ +UP +172\.17\.0\.2\/16/m },
    },
    {
      pane: 'host',
      type: 'echo mended > /proc/$p/root/www/index.html; curl 172.17.0.2',
      cue: 'Its files? Behind the link root. We mend a page of the running container, and the server serves it. We did not have to ask Docker.',
      expect: { output: /^mended\n$/m, check: `grep -qx mended "${upper}/www/index.html"` },
    },
    {
      pane: 'host',
      type: 'nsenter -at $p ps',
      cue: 'And now into all of its namespaces at once. The web server is number one, and we are beside it. So this is docker exec. Is it?',
      expect: { output: /^PID [^\n]+\n +1 [^\n]*httpd[^\n]*\n +\d+ [^\n]*ps\n$/ },
    },
    {
      pane: 'host',
      type: 'nsenter -at $p grep -he Eff -e :: /proc/self/status /proc/self/cgroup',
      cue: 'No. We have all capabilities, and our group lies two levels above the container\'s: no limit counts us. A namespace is a view. Come in by hand, and you leave the other walls behind.',
      expect: { output: /^CapEff:\t000001ffffffffff\n0::\/\.\.\/\.\.\n$/ },
    },
    {
      pane: 'host',
      type: 'nsenter -cat $p cat /proc/self/cgroup',
      cue: 'One more letter, c, and we are in the group, too. That leaves the capabilities, the filter and the profile. docker exec does all of it.',
      expect: { output: /^0::\/\n$/ },
    },
    {
      pane: 'docker',
      type: 'kill -CONT $(pidof dockerd containerd); docker ps -q',
      cue: 'We let Docker go on. It has missed nothing.',
      expect: { output: /^[0-9a-f]{12}\n$/, check: '[ "$(docker inspect -f "{{.State.Pid}}" web)" = "$(pgrep -x httpd)" ]' },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'docker',
      type: 'docker run -d --net container:web busybox sleep 999',
      cue: 'Last, one of Docker\'s words for networks: container, colon, web. What might that be?',
      expect: { check: 'pgrep -fx "sleep 999"' },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'readlink /proc/{$p,$(pgrep -x sleep)}/ns/{net,pid}',
      cue: 'Two processes: the network has one number, the PIDs have two. They share an address and nothing else. Remember this for the pod.',
      expect: {
        output: /^(net:\[\d+\])\n(pid:\[\d+\])\n\1\n(?!\2)pid:\[\d+\]\n$/,
        check: '[ /proc/$(pgrep -x httpd)/ns/net -ef /proc/$(pgrep -fx "sleep 999")/ns/net ]',
      },
    },
  ],
  print: [4, 7, 11, 15],
})
