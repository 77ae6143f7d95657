import { defineDemo } from './define.ts'
import { DOCKER_SECONDS } from './parts/docker-setup.ts'

/** Bash: the process numbers that Docker has for both containers are those of processes that live. */
const areTheSame = `
  for name in quiet loud; do
    kill -0 "$(docker inspect -f '{{.State.Pid}}' $name)" && [ "$(docker inspect -f '{{.RestartCount}}' $name)" = 0 ] || exit 1
  done`

/**
 * Sources: containerd documentation ("Runtime v2": the shim keeps stdio and the exit status), Docker documentation ("Live restore": a full pipe
 * blocks the container), pipe(7) (capacity), `proc_pid_wchan`(5), prctl(2) (PR_SET_CHILD_SUBREAPER).
 */
export default defineDemo({
  id: 'shim-survives',
  title: 'Kill the daemons',
  machines: ['qemu'],
  needs: ['dockerd', 'containerd', 'curl'],
  panes: { host: {} },
  figure: 'ProcessTree',
  files: { '/root/daemons.sh': 'shim-survives/daemons.sh' },
  setup: {
    'containerd and Docker start': 'chmod +x /root/daemons.sh; /root/daemons.sh </dev/null &>/dev/null',
    'Docker takes its image': 'skopeo copy -q oci:/usr/share/kit/images:busybox docker-daemon:box:latest',
  },
  setupTimeout: DOCKER_SECONDS,
  steps: [
    {
      pane: 'host',
      type: 'cat daemons.sh',
      cue: 'This is how we started the two daemons. One option counts: live restore. Without it, dockerd takes its containers along when it ends.',
      expect: { output: /--live-restore/ },
    },
    {
      pane: 'host',
      type: 'docker run -d --name quiet box sleep 9999',
      cue: 'We start two containers. The first has nothing to say.',
      expect: { check: 'pgrep -fx "sleep 9999"' },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'docker run -d --name loud box watch seq 9999',
      cue: 'The second never stops talking.',
      expect: { check: 'pgrep -x watch' },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'pstree -T | head -n 4',
      cue: 'Each has a shim for a parent. Docker and containerd stand beside them, not above.',
      expect: { output: /containerd-shim\W+sleep\n[^\n]*containerd-shim\W+watch/ },
    },
    {
      pane: 'host',
      type: 'kill -9 $(pidof dockerd containerd)',
      cue: 'Now the worst case: we kill both daemons, and neither can clean up.',
      expect: { check: '! pgrep -x dockerd && ! pgrep -x containerd' },
    },
    {
      pane: 'host',
      type: 'docker ps',
      cue: 'Docker has nothing to tell us any more. And the containers?',
      expect: {
        exit: 1,
        output: /^Cannot connect to the Docker daemon/,
        check: 'until grep -q pipe_write /proc/[0-9]*/wchan; do sleep 0.2; done',
      },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'ps -o pid,ppid,wchan:18,args -C sleep,seq',
      cue: 'Alive, both of them. The quiet one sleeps as before. But look at the loud one: pipe write. It is stuck in the middle of its list.',
      expect: { output: /nanosleep +sleep 9999\n[\s\S]*pipe_write [^\n]*seq 9999/ },
    },
    {
      pane: 'host',
      type: 'readlink /proc/$(pgrep -x seq)/fd/1',
      cue: 'Why? Its output is a pipe to the shim.',
      expect: { output: /^pipe:\[\d+\]\n$/ },
    },
    {
      pane: 'host',
      type: 'find /run/docker -type p -name "*-stdout"',
      cue: 'The shim copies it to one of these, a pipe that dockerd used to read. Now nobody reads, sixty-four kilobytes are full, and the program has to wait. Alive is not the same as running.',
      expect: { output: /^(?:\/run\/docker\/containerd\/[0-9a-f]{64}\/[0-9a-f]{64}-stdout\n){1,2}$/ },
    },
    {
      pane: 'host',
      type: './daemons.sh',
      cue: 'We start the daemons again. They ask every shim about its container.',
      expect: { check: 'pgrep -x dockerd && pgrep -x containerd' },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'docker ps --format "{{.Names}} {{.Status}}"',
      cue: 'Both found again. And the loud one goes on where it stopped.',
      expect: {
        output: /^loud Up .*\nquiet Up .*\n$/,
        check: `${areTheSame}
          log=$(ls /var/lib/docker/containers/$(docker inspect -f '{{.Id}}' loud)/*-json.log)
          size=$(stat -c %s "$log")
          until [ "$(stat -c %s "$log")" -gt "$size" ]; do sleep 0.2; done`,
      },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'ps -o pid,ppid,args -C sleep,watch',
      cue: 'They are the same processes, with lower numbers than the daemons have now.',
      expect: { output: /^[^\n]+\n +\d+ +\d+ sleep 9999\n +\d+ +\d+ watch seq 9999\n$/, check: '[ "$(pgrep -x watch)" -lt "$(pgrep -x dockerd)" ]' },
    },
    {
      pane: 'host',
      type: 'kill -9 $(ps -o ppid= -C sleep)',
      cue: 'So can nothing kill a container? One thing can. Not the two big programs, but the small one in between: we kill the shim.',
      expect: { check: 'until ! pgrep -fx "sleep 9999"; do sleep 0.2; done' },
    },
    {
      pane: 'host',
      type: 'docker wait quiet',
      cue: 'One hundred and thirty-seven: killed. Only the shim could have told containerd how the program ends. So containerd killed the program.',
      expect: { output: /^137\n$/ },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'docker ps -a --format "{{.Names}} {{.State}}"',
      cue: 'You can replace a daemon, but not a parent.',
      expect: { output: /^loud running\nquiet exited\n$/ },
    },
  ],
  print: [5, 7, 12, 14],
})
