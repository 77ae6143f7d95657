import { defineDemo } from './define.ts'

/**
 * Sources: kernel documentation "Control Group v2" (Controlling Controllers, No Internal Process Constraint, Device controller),
 * cgroups(7).
 */
export default defineDemo({
  id: 'cgroup-tree',
  title: 'A tree of groups, and who may have what',
  machines: ['embedded', 'qemu'],
  panes: { host: {} },
  figure: 'CgroupTree',
  steps: [
    {
      pane: 'host',
      type: 'cd /sys/fs/cgroup && cat cgroup.controllers misc.capacity',
      cue: 'These are the controllers that this kernel offers. Some have nothing to do here: rdma divides network adapters that this machine lacks, and misc divides what its capacity file lists. The file is empty. Devices are not in the list at all: those are guarded by BPF.',
      expect: { output: /^(?:\w+ )*cpu io memory (?:\w+ )*pids(?: \w+)*\n$/ },
    },
    {
      pane: 'host',
      type: 'mkdir -p tree/Group_1 tree/Group_2/Group_2.{1,2} && cd tree',
      cue: 'A tree of groups is a tree of directories.',
      expect: { check: '[ "$(</sys/fs/cgroup/tree/Group_2/Group_2.1/cgroup.type)" = domain ]' },
    },
    {
      pane: 'host',
      type: 'wc -w cgroup.controllers */cgroup.controllers',
      cue: 'How many controllers does each group have? The top has some, its children have none. Limits set above hold for a child, too. But dials of its own do not come by themselves.',
      expect: { output: /^ *[1-9]\d* cgroup\.controllers\n *0 Group_1\/.*\n *0 Group_2\//, check: '[ ! -e /sys/fs/cgroup/tree/Group_1/memory.max ]' },
    },
    {
      pane: 'host',
      type: 'echo "+memory +pids" > cgroup.subtree_control',
      cue: 'Controllers come from the parent. The parent says once, for all its children, what they get.',
    },
    {
      pane: 'host',
      type: 'grep \'\' */cgroup.controllers; ls Group_1/memory.max',
      cue: 'Both have two, and the files to go with them. Siblings always get the same; you cannot favour just one of them.',
      expect: { output: /^Group_1\/cgroup.controllers:memory pids\nGroup_2\/cgroup.controllers:memory pids\nGroup_1\/memory.max\n$/ },
    },
    {
      pane: 'host',
      type: 'echo +io > Group_2/cgroup.subtree_control',
      cue: 'Now let the children of group two have io as well. No such file? That means: no such controller here. A group cannot hand down what it was not given.',
      expect: { output: /No such file or directory/, exit: 1 },
    },
    {
      pane: 'host',
      type: 'echo +memory > Group_2/cgroup.subtree_control',
      cue: 'It can hand down memory. And it keeps pids to itself. Leave a controller out, and the branch below has fewer than its parent.',
      expect: { check: 'cd /sys/fs/cgroup/tree/Group_2 && [ "$(<Group_2.1/cgroup.controllers)" = memory ] && [ "$(<Group_2.2/cgroup.controllers)" = memory ]' },
    },
    {
      pane: 'host',
      type: 'echo -memory > cgroup.subtree_control',
      cue: 'Can the top take memory back? Not while a group further down has handed it on. Busy.',
      expect: { output: /Device or resource busy/, exit: 1 },
    },
    {
      pane: 'host',
      type: 'echo $$ > Group_2/cgroup.procs',
      cue: 'Now the second rule. Our shell may not enter group two. Below the root, a group that hands such controllers down has no processes of its own. They would compete with its children.',
      expect: { output: /Device or resource busy/, exit: 1, check: '[ -z "$(</sys/fs/cgroup/tree/Group_2/cgroup.procs)" ]' },
    },
    {
      pane: 'host',
      type: 'echo $$ > Group_2/Group_2.1/cgroup.procs',
      cue: 'Processes live in the leaves; there our shell is welcome. This is why every container gets a leaf of its own.',
      expect: { check: '[ "$(wc -l < /sys/fs/cgroup/tree/Group_2/Group_2.1/cgroup.procs)" = 1 ]' },
    },
    {
      pane: 'host',
      type: 'grep -r \'\' --include=cgroup.controllers | sort',
      cue: 'The whole tree. Further down, there can only be fewer.',
      expect: { output: /^Group_1\/\S+:memory pids\nGroup_2\/Group_2\.1\/\S+:memory\nGroup_2\/Group_2\.2\/\S+:memory\nGroup_2\/cgroup\S+:memory pids\n/m },
    },
  ],
  print: [3, 4, 6, 9, 10],
})
