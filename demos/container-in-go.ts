import { defineDemo } from './define.ts'
import { isContainer } from './parts/is-container.ts'

/** The stages, as files in root's home. */
const stages = Object.fromEntries([1, 2, 3, 4, 5, 6].map(stage => [
  `/root/stage${stage}.go`,
  `container-in-go/stage${stage}.go`,
]))

/** What every stage runs, so that one sees which answers change. */
const look = `./box sh -c 'hostname; cat /proc/self/uid_map; ls -x /; echo $$'`

/** Without hardware virtualization the compiler takes seconds, on a busy computer many. */
const BUILD_SECONDS = 120

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
    host: { rows: 11 },
    container: { rows: 8 },
  },
  files: stages,
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
      type: 'sed -n "/^func main/,/^}/p" stage1.go; go build -o box stage1.go',
      cue: 'The same container in Go, in six stages. The first one only starts the program that we name.',
      expect: { output: /exec\.Command\(/ },
      timeout: BUILD_SECONDS,
    },
    {
      pane: 'container',
      type: look,
      cue: 'I ask every stage four questions: your name, your users, your files, your process number. So far, all answers are the host\'s.',
      expect: { output: /^demo\n +0 +0 +4294967295\n[\s\S]*\betc\b[\s\S]*\n\d{2,}\n$/ },
    },
    {
      pane: 'host',
      type: 'diff stage[12].go | sed -n "/^> .*inside/,/CLONE/p"',
      cue: 'Stage two. The program starts itself once more, in a UTS namespace, and sets the name there. Only then does it become what we asked for.',
      expect: { output: /inside\(\)/ },
    },
    {
      pane: 'host',
      type: 'go build -o box stage2.go',
      timeout: BUILD_SECONDS,
    },
    {
      pane: 'container',
      type: look,
      cue: 'A name of its own.',
      expect: { output: /^box\n +0 +0 +4294967295\n/, check: '[ "$(hostname)" = demo ]' },
    },
    {
      pane: 'host',
      type: 'diff stage[23].go; go build -o box stage3.go',
      cue: 'Users: the container\'s root is our account one thousand. Go writes the map for us before the child goes on.',
      expect: { output: /CLONE_NEWUSER[\s\S]*HostID: 1000/, exit: 0 },
      timeout: BUILD_SECONDS,
    },
    {
      pane: 'container',
      type: look,
      cue: 'One line in the map. A process that breaks out of there is Ana again: it gets her files, and nothing of root\'s.',
      expect: { output: /^box\n +0 +1000 +1\n/ },
    },
    {
      pane: 'host',
      type: 'diff stage[34].go | tail -n 5; go build -o box stage4.go',
      cue: 'Files: a mount namespace. In it the program swaps the old root for a new one, and throws the old one away.',
      expect: { output: /PivotRoot/ },
      timeout: BUILD_SECONDS,
    },
    {
      pane: 'container',
      type: look,
      cue: 'Its own files. But now the container cannot read its map: nobody has mounted proc.',
      expect: { output: /^box\ncat: can't open '\/proc\/self\/uid_map': No such file or directory\nbin +proc *\n\d{2,}\n$/ },
    },
    {
      pane: 'host',
      type: 'diff stage[45].go | tail -n 3; go build -o box stage5.go',
      cue: 'So processes are next: a PID namespace, and the proc that shows it. We have to mount the new proc while the old one is still in sight.',
      expect: { output: /"\/proc", "proc"/ },
      timeout: BUILD_SECONDS,
    },
    {
      pane: 'container',
      type: look,
      cue: 'And the number is one.',
      expect: { output: /^box\n +0 +1000 +1\nbin +proc *\n1\n$/ },
    },
    {
      pane: 'host',
      type: 'diff stage[56].go | grep -E "group|Cgroup"; go build -o box stage6.go',
      cue: 'Limits, at last. The kernel can start a process inside a group, so that it never runs without limits.',
      expect: { output: /pids\.max[\s\S]*UseCgroupFD/ },
      timeout: BUILD_SECONDS,
    },
    {
      pane: 'container',
      type: './box sh',
      cue: 'This time we stay inside.',
      expect: { check: `pid=$(cat /sys/fs/cgroup/box/cgroup.procs)${isContainer}` },
    },
    {
      pane: 'container',
      type: 'ps; hostname; cat /proc/self/cgroup',
      cue: 'Two processes, a name, and a group that looks like the top of the tree.',
      expect: { output: /^PID .*\n +1 .* sh\n.*\bps\b.*\nbox\n0::\/\n/ },
    },
    {
      pane: 'host',
      type: 'ps -o user,pid,args $(cat /sys/fs/cgroup/box/cgroup.procs)',
      cue: 'The same process from outside: it belongs to Ana, and has another number.',
      expect: { output: /\nana +\d+ sh\n$/ },
    },
    {
      pane: 'container',
      type: 'exit',
      cue: 'Out.',
    },
    {
      pane: 'host',
      type: 'ls -d /sys/fs/cgroup/box; wc -l stage6.go',
      cue: 'The group is gone as well. Sixty lines of Go. What do the professionals add? An image, capabilities, seccomp, a network, and above all, a plan for the line in the middle that fails.',
      expect: { output: /No such file[\s\S]*stage6\.go/, check: '[ ! -e /sys/fs/cgroup/box ] && ! pgrep -x box' },
    },
  ],
  print: [7, 9, 11, 15],
})
