import type { Step } from './define.ts'
import { defineDemo } from './define.ts'
import { isContainer } from './parts/is-container.ts'

/** What every stage runs, so that one sees which answers change. */
const look = `./box sh -c 'hostname; cat /proc/self/uid_map; ls -x /; echo $$'`

/** Without hardware virtualization the compiler takes seconds, on a busy computer many. */
const BUILD_SECONDS = 120

/** The next stage, in the editor; `tells` are its lines that make the difference. */
function stage(number: number, cue: string, tells: RegExp): Step<'code'> {
  return {
    pane: 'code',
    file: `container-in-go/stage${number}.go`,
    cue,
    tells,
  }
}

/** Builds what the editor shows, and asks it the four questions. */
function ask(cue: string, output: RegExp): Step<'host'> {
  return {
    pane: 'host',
    type: `go build box.go && ${look}`,
    cue,
    expect: { output, check: '[ "$(hostname)" = demo ]' },
    timeout: BUILD_SECONDS,
  }
}

/**
 * Sources: Go packages os/exec and syscall (SysProcAttr), namespaces(7), user_namespaces(7), pivot_root(2), proc(5), clone(2)
 * (CLONE_INTO_CGROUP), cgroups(7).
 */
export default defineDemo({
  id: 'container-in-go',
  title: 'A container, in Go',
  machines: ['qemu'],
  needs: ['go'],
  panes: {
    code: { title: 'box.go', editor: '/root/box.go', rows: 10 },
    host: { rows: 9 },
  },
  files: { '/root/box.go': 'container-in-go/stage1.go' },
  // A root of BusyBox that belongs to the account which will be root in there.
  setup: `
    mkdir -p /srv/box/{bin,proc} && cp /bin/busybox /srv/box/bin
    chroot /srv/box /bin/busybox --install /bin
    chown -R ana:ana /srv/box
    echo +memory +pids > /sys/fs/cgroup/cgroup.subtree_control
  `,
  steps: [
    {
      pane: 'host',
      type: 'go build box.go',
      cue: 'The same container in Go, in six stages. The first one only starts the program that we name.',
      timeout: BUILD_SECONDS,
    },
    {
      pane: 'host',
      type: look,
      cue: 'I ask every stage four questions: your name, your users, your files, your process number. So far, all answers are the host\'s.',
      expect: { output: /^demo\n +0 +0 +4294967295\n[\s\S]*\betc\b[\s\S]*\n\d{2,}\n$/ },
    },
    stage(2, 'Stage two. The program starts itself once more, in a UTS namespace, and sets the name there. Only then does it become what we asked for.', /NEWUTS|Sethostname/),
    ask('A name of its own.', /^box\n +0 +0 +4294967295\n/),
    stage(3, 'Users: the container\'s root is our account one thousand. Go writes the map for us before the child goes on.', /NEWUSER|UidMappings/),
    ask('One line in the map. A process that breaks out of there is Ana again: it gets her files, and nothing of root\'s.', /^box\n +0 +1000 +1\n/),
    stage(4, 'Files: a mount namespace. In it the program swaps the old root for a new one, and throws the old one away.', /PivotRoot|Unmount/),
    ask('Its own files. But now the container cannot read its map: nobody has mounted proc.', /^box\ncat: can't open '\/proc\/self\/uid_map': No such file or directory\nbin +proc *\n\d{2,}\n$/),
    stage(5, 'So processes are next: a PID namespace, and the proc that shows it. We have to mount the new proc while the old one is still in sight.', /NEWPID|Mount/),
    ask('And the number is one.', /^box\n +0 +1000 +1\nbin +proc *\n1\n$/),
    stage(6, 'Limits, at last. The kernel can start a process inside a group, so that it never runs without limits.', /memory\.max|UseCgroupFD/),
    {
      pane: 'host',
      type: 'go build box.go && ./box sh',
      cue: 'This time we stay inside.',
      expect: { check: `pid=$(cat /sys/fs/cgroup/box/cgroup.procs)${isContainer}` },
      timeout: BUILD_SECONDS,
    },
    {
      pane: 'host',
      type: 'ps; hostname; cat /proc/self/cgroup',
      cue: 'Two processes, a name, and a group that looks like the top of the tree.',
      expect: { output: /^PID .*\n +1 .* sh\n.*\bps\b.*\nbox\n0::\/\n/ },
    },
    {
      pane: 'host',
      type: 'exit',
      cue: 'Out.',
    },
    {
      pane: 'host',
      type: './box sleep 99 &',
      cue: 'One more container, which runs on while we look.',
      expect: { check: 'until grep -qx sleep /proc/$(cat /sys/fs/cgroup/box/cgroup.procs)/comm; do sleep 0.1; done' },
    },
    {
      pane: 'host',
      type: 'ps -o user,pid,args $(cat /sys/fs/cgroup/box/cgroup.procs)',
      cue: 'Its process from outside: it belongs to Ana, and has another number.',
      expect: { output: /\nana +\d+ sleep 99\n$/ },
    },
    {
      pane: 'host',
      type: 'kill -9 $(cat /sys/fs/cgroup/box/cgroup.procs); wait; ls -d /sys/fs/cgroup/box; wc -l box.go',
      cue: 'The group is gone as well. Sixty lines of Go. What do the professionals add? An image, capabilities, seccomp, a network, and above all, a plan for the line in the middle that fails.',
      expect: { output: /No such file[\s\S]*box\.go/, check: '[ ! -e /sys/fs/cgroup/box ] && ! pgrep -x box' },
    },
  ],
  print: [3, 5, 7, 9, 11, 13],
})
