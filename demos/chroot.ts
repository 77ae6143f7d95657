import { defineDemo } from './define.ts'

/** Sources: chroot(2), chroot(1), path_resolution(7), ld.so(8), busybox(1), proc_pid_root(5). */
export default defineDemo({
  id: 'chroot',
  title: 'A new root, made of one file',
  machines: ['embedded', 'qemu'],
  panes: { host: {}, jail: {} },
  steps: [
    {
      pane: 'host',
      type: 'mkdir -p jail/bin && cp /bin/bash jail/bin',
      cue: 'The oldest isolation in Unix, from 1979: choose a directory and call it slash. What does a shell need in there? Only itself, you would think.',
    },
    {
      pane: 'jail',
      type: 'chroot jail bash',
      cue: 'No such file or directory. But I have just copied it. So which file is missing?',
      expect: { output: /failed to run command .*bash.*: No such file or directory/, exit: 127, check: 'test -x /root/jail/bin/bash' },
    },
    {
      pane: 'host',
      type: 'ldd jail/bin/bash',
      cue: 'These. Bash needs libraries, and the last line is the loader, which the kernel starts before bash itself. It looks for that file below the new root, and there is none.',
      expect: { output: /libc\.so\.6 => \/[\s\S]*\/ld-linux/ },
    },
    {
      pane: 'host',
      type: 'cp /bin/busybox jail/bin',
      cue: 'BusyBox needs no libraries. It is one static file that plays more than two hundred commands, and many small images are made of it.',
    },
    {
      pane: 'host',
      type: 'chroot jail /bin/busybox --install /bin',
      cue: 'BusyBox installs all of its names. And it is already the first program that runs in the new root.',
      expect: { check: 'test -x /root/jail/bin/sh -a -x /root/jail/bin/ls' },
    },
    {
      pane: 'jail',
      type: 'chroot jail sh',
      cue: 'Once more.',
    },
    {
      pane: 'jail',
      type: 'ls /',
      cue: 'And we are in. This is now the whole world: one directory, with what we put there.',
      expect: { output: /^bin\n$/ },
    },
    {
      pane: 'host',
      type: 'readlink /proc/$(pgrep -nx sh)/root',
      cue: 'Seen from outside, this is all that happened. The kernel notes for every process where its paths begin. For this process it is not slash.',
      expect: { output: /^\/root\/jail\n$/ },
    },
    {
      pane: 'jail',
      type: 'hostname oops',
      cue: 'So is this a container? Let root in the jail rename its machine.',
    },
    {
      pane: 'host',
      type: 'hostname',
      cue: 'The whole machine has the new name. Paths begin elsewhere, and that is all. Host name, processes, users and network are still shared. The rest took forty years.',
      expect: { output: /^oops\n$/ },
    },
  ],
})
