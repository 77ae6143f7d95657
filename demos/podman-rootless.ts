import { defineDemo } from './define.ts'

/** Seconds for what takes a dozen, in emulation on a busy computer. */
const SECONDS = 90

/**
 * Sources: podman(1) ("Rootless mode"), podman-run(1), podman-unshare(1), podman-kube-generate(1), podman-kube-play(1), conmon(8), subuid(5),
 * user_namespaces(7).
 */
export default defineDemo({
  id: 'podman-rootless',
  title: 'Nobody asked, and a folder lost and found',
  machines: ['qemu'],
  needs: ['podman', 'conmon', 'pasta'],
  panes: {
    ana: { user: 'ana', rows: 12 },
    host: { rows: 6 },
  },
  setup: {
    'Podman makes ana a store': `
      runuser -l ana -c '
        mkdir db
        for image in busybox web; do
          podman tag $(podman pull -q oci:/usr/share/kit/images:$image) $image || exit
        done'`,
  },
  setupTimeout: SECONDS,
  steps: [
    {
      pane: 'ana',
      type: 'podman run -d --name web -p 8080:80 web',
      cue: 'Ana again, an ordinary account, in no special group. And this machine has no daemon that she could ask. She starts a web server …',
      expect: { output: /^[0-9a-f]{64}\n$/m, check: '[ "$(ps -o user= -C httpd)" = ana ]' },
      timeout: SECONDS,
    },
    {
      pane: 'ana',
      type: 'curl -s localhost:8080',
      cue: '… and it answers, on a port of the host.',
      expect: { output: /This page comes out of a container\./ },
    },
    {
      pane: 'host',
      type: 'pstree -psT $(pgrep -x httpd)',
      cue: 'So what keeps the server alive? Podman has ended. conmon stayed, a small program in C, one for each container.',
      expect: { output: /^init\(1\)\W+conmon\(\d+\)\W+httpd\(\d+\)\n$/, check: '! pgrep -x podman' },
    },
    {
      pane: 'host',
      type: 'ps -o user,pid,ppid,comm -p $(pgrep -d, -x "conmon|pasta.*|httpd")',
      cue: 'Three programs, and all of them are Ana\'s: the server, its parent, and pasta, which carries bytes between her network and the host\'s.',
      expect: { output: /^USER[^\n]+\n(?:ana +\d+ +\d+ \S+\n){3}$/ },
    },
    {
      pane: 'ana',
      type: 'podman run --rm -v ~/db:/db busybox sh -c "mkdir /db/1; chown -R 7 /db"',
      cue: 'Then a container that does what databases do: it makes a folder in Ana\'s home, and gives it to its own user, number seven.',
      expect: { check: '[ -d /home/ana/db/1 ]' },
      timeout: SECONDS,
    },
    {
      pane: 'ana',
      type: 'rm -rf db',
      cue: 'She wants to throw it away. Permission denied: in her own home, made by her own container.',
      expect: { exit: 1, output: /Permission denied/, check: '[ -d /home/ana/db/1 ]' },
    },
    {
      pane: 'ana',
      type: 'ls -ldn db; cat /etc/subuid',
      cue: 'The folder is no longer hers. Its owner is a number that no account has. Her numbers begin at one hundred thousand, and number seven is one of them.',
      expect: { output: /^d\S+ +\d+ +100006 [^\n]+ db\nana:100000:65536\n$/ },
    },
    {
      pane: 'ana',
      type: 'podman unshare ls -ldn db',
      cue: 'Podman unshare goes into her user namespace, and into nothing else. In there, she is root, and the owner is number seven again.',
      expect: { output: /^d\S+ +\d+ 7 0 [^\n]+ db\n$/ },
      timeout: SECONDS,
    },
    {
      pane: 'ana',
      type: 'podman unshare rm -r db',
      cue: 'As that root she may remove it. She needed no administrator, and sudo would have been too much.',
      expect: { check: '! [ -e /home/ana/db ]' },
      timeout: SECONDS,
    },
    {
      pane: 'ana',
      type: 'podman kube generate web > web.yaml; grep -v "#" web.yaml',
      cue: 'Last, the pods that Podman is named after. Podman writes the container down in the words of Kubernetes.',
      expect: { output: /kind: Pod\n/ },
      timeout: SECONDS,
    },
    {
      pane: 'ana',
      type: 'podman rm -ft 0 web; podman kube play web.yaml; curl -s localhost:8080',
      cue: 'And Podman reads such a file, too. We remove the container, and start it again from the file. kubectl would take that file as well.',
      expect: { output: /This page comes out of a container\./ },
      timeout: SECONDS,
    },
  ],
  print: [6, 7, 8, 11],
})
