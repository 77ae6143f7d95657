import { defineDemo } from './define.ts'
import { DOCKER_SECONDS, dockerSetup } from './parts/docker-setup.ts'

/**
 * Sources: Docker Engine API reference (v1.45: ImageList, ContainerCreate, ContainerStart, ContainerDelete), dockerd(8), curl(1)
 * (`--unix-socket`, `--json`), containerd documentation (runtime v2: the shim is not a child of containerd), runc-list(8).
 */
export default defineDemo({
  id: 'docker-architecture',
  title: 'One docker run, taken apart',
  machines: ['qemu'],
  needs: ['dockerd', 'curl', 'jq'],
  panes: {
    client: { rows: 9 },
    host: { rows: 9 },
  },
  figure: 'ProcessTree',
  setup: dockerSetup,
  setupTimeout: DOCKER_SECONDS,
  steps: [
    {
      pane: 'host',
      type: 'stat -c "%A %G %n" /run/docker.sock',
      cue: 'The daemon dockerd is running, and this is its socket. There is no container yet.',
      expect: { output: /^srw-rw---- docker \/run\/docker\.sock\n$/, check: '[ "$(ps -o ppid= -C containerd)" -eq "$(pgrep -x dockerd)" ]' },
    },
    {
      pane: 'client',
      type: 'strace -fe connect docker ps |& grep /run',
      cue: 'So what does the docker command do? It makes exactly one connection: it opens that socket.',
      expect: { output: /^[^\n]*connect\([^\n]*"\/var\/run\/docker\.sock"[^\n]*\n$/ },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'client',
      type: 's="-s --unix-socket /run/docker.sock"',
      cue: 'So let us leave the docker command out. Any HTTP client will do.',
    },
    {
      pane: 'client',
      type: 'curl $s d/images/json | jq -r .[].RepoTags[]',
      cue: 'This is what docker images does: a GET, and JSON comes back.',
      // Docker lists what is equally old in no order.
      expect: { output: /^(?:busybox:latest\nweb|web:latest\nbusybox):latest\n$/ },
    },
    {
      pane: 'client',
      type: 'curl $s --json \'{"Image": "web"}\' d/containers/create?name=hand',
      cue: 'Of all that docker run sends, two requests do the work. The first one creates the container.',
      expect: { output: /^\{"Id":"[0-9a-f]{64}","Warnings":\[\]\}/ },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'docker ps -a --format "{{.Names}} {{.State}}"',
      cue: 'The docker command sees what curl made. Created means: a name, a place for files, a configuration. There is no process.',
      expect: { output: /^hand created\n$/, check: '! pgrep -f containerd-shim' },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'client',
      type: 'curl $s -iX POST d/containers/hand/start',
      cue: 'The second request starts it. Two hundred and four: done, nothing to say.',
      expect: { output: /^HTTP\/1\.1 204 No Content\n/, check: 'pgrep -x httpd' },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'pstree -psT $(pgrep -x httpd)',
      cue: 'A web server runs. Who is its parent? Not curl. Not dockerd, which we asked. Not containerd, which dockerd asked. Its parent is a shim, and the shim is a child of process one. Only sockets connect the shim with the two daemons.',
      expect: {
        output: /^init\(1\)\W+containerd-shim\(\d+\)\W+httpd\(\d+\)\n$/,
        check: '! pgrep -x runc',
      },
    },
    {
      pane: 'host',
      type: 'runc --root /run/docker/runtime-runc/moby list | awk "{print \\$2, \\$3}"',
      cue: 'And where is runc? It did its work, and has gone. It left a note: this process is running. So the runtime knows our container, and has never heard of Docker.',
      expect: {
        output: /^PID STATUS\n\d+ running\n$/,
        check: '[ "$(runc --root /run/docker/runtime-runc/moby list -f json | jq .[].pid)" = "$(pgrep -x httpd)" ]',
      },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'client',
      type: 'curl $(docker inspect -f "{{.NetworkSettings.IPAddress}}" hand)',
      cue: 'And the server answers. All of this with two lines of curl.',
      expect: { output: /This page comes out of a container\./ },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'client',
      type: 'docker run --net none --name typed busybox sh -c "echo here; top"',
      cue: 'Now the way everybody does it. The container writes to our terminal, so it depends on this command. Or does it?',
      until: { output: /^here\n/m },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'host',
      type: 'pkill -KILL -x docker',
      cue: 'We kill the client.',
      expect: { check: '! pgrep -x docker' },
    },
    {
      pane: 'host',
      type: 'docker ps --format "{{.Names}} {{.Status}}"',
      cue: 'Still up: we only killed the reader of a stream.',
      expect: { output: /^typed Up .*\nhand Up .*\n$/, check: 'pgrep -x top' },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'client',
      type: 'curl $s -iX DELETE d/containers/hand?force=1',
      cue: 'To end a container, ask the daemon that keeps it.',
      expect: { output: /HTTP\/1\.1 204 No Content\n/, check: '! pgrep -x httpd' },
      timeout: DOCKER_SECONDS,
    },
  ],
  print: [5, 7, 8, 9],
})
