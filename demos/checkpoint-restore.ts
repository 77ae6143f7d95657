import { defineDemo } from './define.ts'

/** Seconds for a checkpoint or a restore, which take two, in emulation on a busy computer. */
const SECONDS = 60

/** Bash: the log tells every number from 1 on, none twice. */
const unbroken = 'log=$(cat /root/log); [ "$log" = "$(seq "$(wc -l <<< "$log")")" ]'

/**
 * Sources: runc-checkpoint(8), runc-restore(8), criu(8), CRIU wiki (what it cannot dump), proc_pid_status(5) (NSpid), pgrep(1).
 * The oldest process of the name is asked for, because a child of the shell has it, too, until it becomes another program.
 */
export default defineDemo({
  id: 'checkpoint-restore',
  title: 'What travels is the memory',
  machines: ['qemu'],
  needs: ['criu'],
  panes: {
    host: { rows: 12 },
    log: { rows: 6 },
  },
  files: { '/root/box/rootfs/count': 'checkpoint-restore/count' },
  setup: `
    cd /root/box/rootfs && mkdir bin
    cp /bin/busybox bin && chroot . /bin/busybox --install -s /bin
    : > log; : > /root/log
    cd .. && runc spec
    jq '.process |= (.terminal = false | .args = ["sh", "count"])
      | .mounts += [{ destination: "/log", type: "bind", source: "/root/log", options: ["bind", "rw"] }]' config.json > /root/config.json
    mv /root/config.json .
  `,
  steps: [
    {
      pane: 'host',
      type: 'cd box; cat rootfs/count',
      cue: 'A program that counts. Where is the number? In a variable, and so in its memory and nowhere else. It never reads the log.',
      expect: { output: /^ {2}n=\$\(\(n \+ 1\)\)\n/m },
    },
    {
      pane: 'host',
      type: 'runc run -d box </dev/null &>/dev/null',
      cue: 'It becomes a container. Its log is a file of the host, mounted into it.',
      expect: { check: '[ "$(runc state box | jq -r .status)" = running ]' },
      timeout: SECONDS,
    },
    {
      pane: 'log',
      type: 'tail -f log',
      cue: 'And we follow that log.',
      until: { output: /^4\n/m },
      timeout: SECONDS,
    },
    {
      pane: 'host',
      type: 'grep NSpid /proc/$(pgrep -oxf "sh count")/status',
      cue: 'Two process numbers, as ever: one out here, and number one inside.',
      expect: { output: /^NSpid:\t\d+\t1\n$/ },
    },
    {
      pane: 'host',
      type: 'runc checkpoint box',
      cue: 'Now runc calls CRIU. It stops all processes of the container, reads what each of them is, writes that to disk, and ends them.',
      expect: {
        check: `! pgrep -oxf "sh count" && [ ! -e /run/runc/box ] && [ -s /root/box/checkpoint/pages-1.img ] && ${unbroken}
          wc -l < /root/log > /run/counted`,
      },
      timeout: SECONDS,
    },
    {
      pane: 'host',
      type: 'pgrep -f "sh count"; runc list -q',
      cue: 'No such process, no container. Below, the count stands still. This is no pause: there is no process left to wake.',
      expect: { output: /^$/, check: '[ "$(wc -l < /root/log)" = "$(cat /run/counted)" ]' },
    },
    {
      pane: 'host',
      type: 'du -sh checkpoint; ls -C checkpoint',
      cue: 'The container is these files. Core has the registers of a process, files what it had open, pstree who is whose child. And pages is the memory. Do you see a kernel? There is none.',
      expect: { output: /^\d+K\tcheckpoint\n[\s\S]*\bpages-1\.img\b/ },
    },
    {
      pane: 'host',
      type: 'grep -ao "  n=.*" checkpoint/pages-1.img',
      cue: 'We look into the memory, and there is our program, as the shell read it. Had it read a password, it would be in there, too. Guard such files.',
      expect: { output: /n=\$\(\(n \+ 1\)\)/ },
    },
    {
      pane: 'host',
      type: 'cp -r ~/box /srv; rm -r ~/box; cd /srv/box',
      cue: 'Files can be copied: to another directory, or to another computer. The bundle goes along, because its files are not in the checkpoint.',
      expect: { check: '[ ! -e /root/box ] && [ -s /srv/box/checkpoint/pages-1.img ]' },
    },
    {
      pane: 'host',
      type: 'runc restore -d box </dev/null &>/dev/null',
      cue: 'Does it begin at one? It goes on with the next number. For this program, no time has passed.',
      until: { pane: 'log', output: /\d\n/ },
      expect: { check: `[ "$(wc -l < /root/log)" -gt "$(cat /run/counted)" ] && ${unbroken}` },
      timeout: SECONDS,
    },
    {
      pane: 'host',
      type: 'grep NSpid /proc/$(pgrep -oxf "sh count")/status',
      cue: 'Out here it has another number, and inside it is number one as before. It cannot tell the difference. But the kernel was already here: what travelled is the memory, not the machine.',
      expect: {
        output: /^NSpid:\t\d+\t1\n$/,
        check: `pid=$(pgrep -oxf "sh count")
          [ /proc/$pid/root/count -ef /srv/box/rootfs/count ] && ${unbroken}`,
      },
    },
  ],
  print: [3, 4, 5, 6, 10, 11],
})
