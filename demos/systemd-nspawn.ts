import { defineDemo } from './define.ts'
import { BUSYBOX_PROMPT } from './parts/busybox-prompt.ts'

/** Seconds for what takes a few, in emulation on a busy computer. */
const SECONDS = 60

/** Bash: the container's first process, by its number on the host. */
const first = 'pgrep -P $(pgrep nspawn)'

/**
 * Sources: systemd-nspawn(1) (`--register=`, `--keep-unit`, `--private-network`, `--private-users-ownership=`, `--ephemeral`), lsns(8),
 * mount_setattr(2) ("ID-mapped mounts"), proc_pid_mountinfo(5), syslog(2), umoci-unpack(1).
 */
export default defineDemo({
  id: 'systemd-nspawn',
  title: 'A directory is enough',
  machines: ['qemu'],
  needs: ['systemd-nspawn', 'umoci'],
  panes: {
    inside: { rows: 8 },
    host: { rows: 10 },
  },
  // nspawn asks for `usr` in the directory, and for the number that systemd gives a machine; it would also colour the terminal.
  setup: `
    umoci unpack --image /usr/share/kit/images:web bundle && mv bundle/rootfs web && rm -r bundle && mkdir web/usr || exit
    [ -s /etc/machine-id ] || od -An -N16 -tx1 /dev/urandom | tr -d ' ' > /etc/machine-id
    echo 'export SYSTEMD_TINT_BACKGROUND=no' >> .bashrc`,
  steps: [
    {
      pane: 'inside',
      type: 'systemd-nspawn -qD web',
      cue: 'A directory with a few programs, nothing else. nspawn comes with systemd, and would tell systemd of the container. On this machine there is none.',
      expect: { exit: 1, output: /^Failed to open bus/ },
    },
    {
      pane: 'inside',
      type: 'systemd-nspawn -qD web --register=no --keep-unit',
      cue: 'So we tell nspawn not to. And we are in: no daemon, no image, no name.',
      until: { output: BUSYBOX_PROMPT },
      expect: { check: `grep -q '^NSpid:.*[[:space:]]1$' /proc/$(${first})/status && [ /proc/$(${first})/root -ef /root/web ]` },
      timeout: SECONDS,
    },
    {
      pane: 'host',
      type: `p=$(${first}); lsns -p $p -o NS,TYPE,PID,COMMAND`,
      cue: 'The kernel\'s view: five namespaces of its own. Users and time are the machine\'s, as with LXC. But look at the network.',
      expect: {
        output: /^ +NS TYPE +PID COMMAND\n(?:\d+ (?:time|user|net) +1 [^\n]+\n){3}(?:\d+ (?:mnt|uts|ipc|pid|cgroup) +(?!1 )\d+ -sh\n){5}$/,
        check: `
          for namespace in mnt uts ipc pid cgroup; do
            ! [ /proc/$(${first})/ns/$namespace -ef /proc/1/ns/$namespace ] || exit
          done
          [ /proc/$(${first})/ns/net -ef /proc/1/ns/net ]`,
      },
    },
    {
      pane: 'inside',
      type: 'httpd -h /www',
      cue: 'We start a web server in there …',
      until: { output: BUSYBOX_PROMPT },
    },
    {
      pane: 'host',
      type: 'curl localhost',
      cue: '… and it is on the host\'s address at once. Nobody published a port. The network is shared unless you say otherwise.',
      expect: { output: /This page comes out of a container\./, check: '! [ /proc/$(pgrep -x httpd)/root -ef / ]' },
    },
    {
      pane: 'inside',
      type: 'dmesg; ls /dev; wc -c /proc/kallsyms',
      cue: 'What does it hide, then? The kernel\'s log is not for us. There is no disk among the devices. And the kernel\'s table of addresses is an empty file.',
      until: { output: BUSYBOX_PROMPT },
      expect: { output: /^dmesg: klogctl: Operation not permitted\n[\s\S]*\n0 \/proc\/kallsyms\n/, not: /\bvda\b/ },
    },
    {
      pane: 'inside',
      type: 'exit',
      cue: 'We leave, and come back with more walls.',
      expect: { check: 'until ! pgrep nspawn; do sleep 0.1; done' },
    },
    {
      pane: 'inside',
      type: 'systemd-nspawn -qUD web --register=no --keep-unit --private-network',
      cue: 'A network of its own, and a capital U, for users of its own.',
      until: { output: BUSYBOX_PROMPT },
      expect: {
        check: `
          for namespace in net user; do
            ! [ /proc/$(${first})/ns/$namespace -ef /proc/1/ns/$namespace ] || exit
          done`,
      },
      timeout: SECONDS,
    },
    {
      pane: 'inside',
      type: 'touch mine',
      cue: 'Root in there makes a file.',
      until: { output: BUSYBOX_PROMPT },
    },
    {
      pane: 'host',
      type: `p=$(${first}); ps -o user:12,args $p; ls -ln web/root`,
      cue: 'Its root has a number above a billion, which no account has. And yet the file on the disk is root\'s. With rootless Podman it would belong to such a number.',
      expect: { output: /^USER +COMMAND\n(?:\d{8,}|vu-\S+) +-sh\ntotal 0\n-\S+ 1 0 0 0 [^\n]+ mine\n$/, check: `[ "$(stat -c %u /proc/$(${first}))" -gt 65535 ] && [ "$(stat -c %u /root/web/root/mine)" = 0 ]` },
    },
    {
      pane: 'host',
      type: 'head -n 1 /proc/$p/mountinfo',
      cue: 'The mount is idmapped: the kernel translates owners on the way, in both directions, and nobody else sees it. On the disk, nothing was changed.',
      expect: { output: /^\d+ \d+ \S+ \/root\/web \/ \S*\bidmapped\b/ },
    },
    {
      pane: 'inside',
      type: 'exit',
      cue: 'The last option is for people who build and test.',
      expect: { check: 'until ! pgrep nspawn; do sleep 0.1; done' },
    },
    {
      pane: 'inside',
      type: 'systemd-nspawn -qxD web --register=no --keep-unit rm -rf /bin /www',
      presses: 2,
      cue: 'With the option x, for ephemeral, we remove the programs and the pages.',
      expect: { check: '! pgrep nspawn' },
      timeout: SECONDS,
    },
    {
      pane: 'host',
      type: 'ls web',
      cue: 'Nothing is missing. It was a copy, and nspawn threw it away.',
      expect: { output: /^bin [\s\S]* www\n$/, check: '[ -x /root/web/bin/busybox ] && [ -e /root/web/www/index.html ] && [ "$(ls -A /root | grep -c "web")" = 1 ]' },
    },
  ],
  print: [3, 5, 10, 11],
})
