import { defineDemo } from './define.ts'

/**
 * Sources: strace(1), unshare(2), clone(2), pivot_root(2), sethostname(2), capabilities(7), crun(1), OCI runtime specification
 * ("Lifecycle", "Linux Container Configuration").
 */
export default defineDemo({
  id: 'same-syscalls',
  title: 'What we typed is what crun does',
  machines: ['embedded', 'qemu'],
  panes: {
    bash: { title: 'our Bash' },
    runtime: { title: 'crun' },
  },
  // What files/container-in-bash.sh does inside, with a program to end with; and a bundle that does the same under crun.
  setup: `
    mkdir -p /run/box/{up,work,root} && cd /run/box
    mount -t overlay box root -o lowerdir=/,upperdir=up,workdir=work
    {
      echo 'hostname box'
      echo 'cd /run/box/root && mkdir old && pivot_root . old && cd /'
      echo 'mount -t proc proc /proc'
      echo 'umount -l /old && rmdir /old'
      echo 'exec setpriv --bounding-set=-all,+chown,+kill,+net_raw true'
    } > /root/inside.sh
    mkdir -p /root/bundle/rootfs/bin && cd /root/bundle
    cp /bin/busybox rootfs/bin && chroot rootfs /bin/busybox --install /bin
    crun spec
    jq '.process.terminal = false | .process.args = ["true"]' config.json > edited && mv edited config.json
  `,
  steps: [
    {
      pane: 'bash',
      type: 'cat inside.sh',
      cue: 'The heart of our container in Bash: name, root, proc, capabilities.',
      expect: { output: /^hostname box\n[\s\S]*setpriv.*\n$/ },
    },
    {
      pane: 'bash',
      type: 'strace -fo ours unshare -muipnCf bash -e inside.sh',
      cue: 'We run it once more, and strace writes down every call to the kernel. The letters name the six namespaces.',
      expect: { check: 'grep -q "exited with 0" /root/ours' },
      timeout: 60,
    },
    {
      pane: 'runtime',
      type: 'jq -c .linux.namespaces bundle/config.json',
      cue: 'Below is a real runtime. It gets no commands. It gets a file that says what the container should be. Six namespaces again.',
      expect: { output: /"pid".*"mount"/s },
    },
    {
      pane: 'runtime',
      type: 'strace -fo theirs crun run -b bundle box',
      cue: 'And strace writes down the calls of crun, too.',
      expect: { check: 'grep -q "exited with 0" /root/theirs' },
      timeout: 60,
    },
    {
      pane: 'bash',
      type: 'grep -E "CLONE_NEW|sethostname|pivot_root\\(" ours | cut -c -79',
      cue: 'Our calls: unshare with six flags, the name, the pivot.',
      expect: { output: /unshare\(.*CLONE_NEW[\s\S]*sethostname\("box"[\s\S]*pivot_root\(/ },
    },
    {
      pane: 'runtime',
      type: 'grep -E "CLONE_NEW|sethostname|pivot_root\\(" theirs | cut -c -79',
      cue: 'Theirs: most flags travel with clone instead of a separate unshare, and the pivot uses a trick with two dots. Otherwise the same calls.',
      expect: { output: /CLONE_NEW[\s\S]*pivot_root\([\s\S]*sethostname\(|CLONE_NEW[\s\S]*sethostname\([\s\S]*pivot_root\(/ },
    },
    {
      pane: 'bash',
      type: 'grep -c CAPBSET_DROP ours theirs',
      cue: 'Both throw away all capabilities but three, one call for each.',
      expect: { output: /^ours:(\d{2})\ntheirs:\1\n$/ },
    },
    {
      pane: 'bash',
      type: 'calls() { grep -oE "CLONE_NEW\\w+|sethostn|pivot_root\\(" $1 | sort -u; }',
      cue: 'And if you do not trust my eyes, we take from each log only what makes a container, and sort it.',
    },
    {
      pane: 'bash',
      type: 'diff <(calls ours) <(calls theirs) && calls ours | column',
      cue: 'No difference. There is no system call named container. There are these.',
      expect: { output: /^CLONE_NEW[A-Z][\s\S]*pivot_root\(/, check: '[ $(grep -oE "CLONE_NEW(CGROUP|IPC|NET|NS|PID|UTS)" /root/theirs | sort -u | wc -l) = 6 ]' },
    },
    {
      pane: 'runtime',
      type: 'wc -l ours theirs',
      cue: 'Only the number of calls differs. Each of our lines starts a program, and crun is a single one. That is one reason why a runtime is faster than our script.',
      expect: { output: /ours\n.*theirs\n/ },
    },
  ],
  print: [2, 4, 5, 6, 9],
})
