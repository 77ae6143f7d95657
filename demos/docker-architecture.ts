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
  setup: dockerSetup,
  setupTimeout: DOCKER_SECONDS,
  steps: [
    {
      pane: 'host',
      type: 'ls -l /run/docker.sock; pstree -pT $(pgrep -x dockerd)',
      cue: 'Here is a daemon that has a daemon of its own, and a socket to talk to it. No container yet.',
      expect: { output: /^srw-rw---- 1 root docker [^\n]+\ndockerd\(\d+\)\W+containerd\(\d+\)\n$/ },
    },
    {
      pane: 'client',
      type: 'strace -fe connect docker ps 2>&1 | grep -o "\\"/.*\\""',
      cue: 'So what does the docker command do? It makes exactly one connection: it opens that socket.',
      expect: { output: /^"\/var\/run\/docker\.sock"\n$/ },
      timeout: DOCKER_SECONDS,
    },
    {
      pane: 'client',
      type: 'alias api="curl -s --unix-socket /run/docker.sock"',
      cue: 'So let us leave the docker command out. Any HTTP client will do.',
    },
    {
      pane: 'client',
      type: 'api http://docker/images/json | jq -r ".[].RepoTags[]"',
      cue: 'This is what docker images does: a GET, and JSON comes back.',
      expect: { output: /^busybox:latest\nweb:latest\n$/m },
    },
    {
      pane: 'client',
      type: 'api --json \'{"Image": "web"}\' http://docker/containers/create?name=hand',
      cue: 'Docker run is two requests. The first one creates the container.',
      expect: { output: /^\{"Id":"[0-9a-f]{64}","Warnings":\[\]\}/ },
    },
    {
      pane: 'host',
      type: 'pgrep -l shim; docker ps -a --format "{{.Names}}: {{.Status}}"',
      cue: 'The docker command sees what curl made. Created means: a name, a place for files, a configuration. There is no process.',
      expect: { output: /^hand: Created\n$/, check: '! pgrep -f containerd-shim' },
    },
    {
      pane: 'client',
      type: 'api -X POST http://docker/containers/hand/start -w "%{http_code}\\n"',
      cue: 'The second request starts it. Two hundred and four: done, nothing to say.',
      expect: { output: /^204\n$/, check: 'pgrep -x httpd' },
    },
    {
      pane: 'host',
      type: 'pstree -psT $(pgrep -x httpd)',
      cue: 'A web server runs. Who is its parent? Not curl. Not dockerd, which we asked. Not containerd, which dockerd asked. Its parent is a shim, and the shim belongs to nobody but process one.',
      expect: { output: /^init\(1\)\W+containerd-shim\(\d+\)\W+httpd\(\d+\)\n$/ },
    },
    {
      pane: 'host',
      type: 'ps -o pid,ppid,comm -C dockerd,containerd,containerd-shim,runc,httpd',
      cue: 'The whole chain. Two daemons on one side, the shim and our program on the other: only sockets tie them together. I asked ps for runc as well, but runc has already gone.',
      expect: { output: /^[^\n]+\n +(\d+) +1 dockerd\n +\d+ +\1 containerd\n +(\d+) +1 containerd-shim\n +\d+ +\2 httpd\n$/ },
    },
    {
      pane: 'host',
      type: 'runc --root /run/docker/runtime-runc/moby list | awk "{print \\$2, \\$3}"',
      cue: 'runc did its work, and left a note: this process is running. So the runtime knows our container, and has never heard of Docker.',
      expect: {
        output: /^PID STATUS\n\d+ running\n$/,
        check: '[ "$(runc --root /run/docker/runtime-runc/moby list -f json | jq .[].pid)" = "$(pgrep -x httpd)" ]',
      },
    },
    {
      pane: 'client',
      type: 'curl $(docker inspect -f "{{.NetworkSettings.IPAddress}}" hand)',
      cue: 'And the server answers. All of this with two lines of curl.',
      expect: { output: /This page comes out of a container\./ },
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
      type: 'pkill -KILL -x docker; docker ps --format "{{.Names}}: {{.Status}}"',
      cue: 'We kill the client, and ask again. Still up: we only killed the reader of a stream.',
      expect: { output: /^typed: Up .*\nhand: Up .*\n$/, check: '! pgrep -x docker; pgrep -x top' },
    },
    {
      pane: 'client',
      type: 'api -X DELETE http://docker/containers/hand?force=1 -w "%{http_code}\\n"',
      cue: 'To end a container, ask the daemon that keeps it.',
      expect: { output: /204\n$/, check: '! pgrep -x httpd' },
    },
  ],
  print: [7, 8, 9, 13],
})
