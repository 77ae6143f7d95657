import { defineDemo } from './define.ts'

/** Sources: user_namespaces(7), unshare(1), capabilities(7), uts_namespaces(7). */
export default defineDemo({
  id: 'user-namespace',
  title: 'Root, but only in here',
  machines: ['embedded', 'qemu'],
  panes: {
    host: {},
    user: { user: 'ana' },
  },
  figure: 'UidMap',
  steps: [
    {
      pane: 'user',
      type: 'id',
      cue: 'This is Ana. No root, no sudo, user one thousand.',
      expect: { output: /^uid=1000\(ana\) / },
    },
    {
      pane: 'user',
      type: 'unshare --user id',
      cue: 'A user namespace is the only one that takes no privilege to make. But Ana is nobody in there. The namespace has no table yet that says which outside user is which inside.',
      expect: { output: /^uid=65534\(nobody\) / },
    },
    {
      pane: 'user',
      type: 'unshare --user --map-root-user bash',
      cue: 'So we tell unshare to write that table, and to map her to root.',
    },
    {
      pane: 'user',
      type: 'id -u; cat /proc/$$/uid_map; grep CapEff /proc/$$/status',
      cue: 'User zero. The table reads: from zero inside, one thousand outside, for one user. And every capability there is.',
      expect: { output: /^0\n +0 +1000 +1\nCapEff:\t[0-9a-f]*f{9}\n$/ },
    },
    {
      pane: 'user',
      type: 'cat /etc/shadow',
      cue: 'Root with all capabilities, and yet she may not read the passwords. The file belongs to a user who is not in her table.',
      expect: { output: /Permission denied/, exit: 1 },
    },
    {
      pane: 'user',
      type: 'touch mine; ls -l mine',
      cue: 'She makes a file. It belongs to root.',
      expect: { output: /^-\S+ 1 root root 0 .*mine\n$/ },
    },
    {
      pane: 'host',
      type: 'ls -l /home/ana/mine',
      cue: 'Does it? The disk says one thousand. The kernel translates, at every system call, in both directions.',
      expect: { output: /^-\S+ 1 ana ana 0 .*mine\n$/ },
    },
    {
      pane: 'user',
      type: 'hostname box',
      cue: 'So what are all these capabilities good for? The host name belongs to a UTS namespace. That one belongs to the host\'s user namespace, and there she is only Ana.',
      expect: { output: /you must be root|not permitted/, exit: 1 },
    },
    {
      pane: 'user',
      type: 'unshare --uts bash -c \'hostname box; hostname\'',
      cue: 'But she may make a UTS namespace of her own. It belongs to her user namespace, and there she is root. This is the key to rootless containers: user first, then all the others.',
      expect: { output: /^box\n$/ },
    },
    {
      pane: 'host',
      type: 'grep Uid /proc/$(pgrep -n bash)/status',
      cue: 'And for the host, her root shell is still user one thousand, in all four of its user ids. It was never anything else.',
      expect: { output: /^Uid:(?:\t1000){4}\n$/ },
    },
  ],
  print: [4, 5, 6, 7, 10],
})
