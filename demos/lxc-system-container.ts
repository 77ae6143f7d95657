import { defineDemo } from './define.ts'

/** Seconds for what takes a few, in emulation on a busy computer. */
const SECONDS = 60

/** Bash: the container's first process, by its number on the host. */
const init = 'lxc-info -n box -pH'

/**
 * Sources: lxc-create(1), lxc-start(1), lxc-attach(1), lxc-info(1), lxc-stop(1), lxc.container.conf(5) (`lxc.signal.halt`), BusyBox's `init`,
 * lsns(8), reboot(2) ("Behavior inside PID namespaces"), pid_namespaces(7).
 */
export default defineDemo({
  id: 'lxc-system-container',
  title: 'A reboot, and the machine stays up',
  machines: ['qemu'],
  needs: [
    'lxc-create',
    'lxc-start',
    'lxc-attach',
    'pstree',
  ],
  panes: {
    container: { rows: 9 },
    host: { rows: 9 },
  },
  // What the template has init do asks for an address and waits for it, for ever where nobody gives one.
  setup: {
    'LXC makes a small system': `
      ip link add lxcbr0 type bridge && ip link set lxcbr0 up || exit
      lxc-create -n box -t busybox >/dev/null || exit
      cd /var/lib/lxc/box/rootfs
      mkdir -p var/spool/cron/crontabs
      printf '%s\\n' ::respawn:/bin/{'syslogd -n','crond -f','httpd -f'} 'tty1::respawn:/bin/getty 0 tty1' > etc/inittab`,
  },
  setupTimeout: 90,
  steps: [
    {
      pane: 'host',
      type: 'lxc-start -n box',
      cue: 'In a folder lies a small system, made of BusyBox. LXC boots it, on the kernel that we have.',
      expect: {
        check: `
          ${init} > /run/first && grep -q '^NSpid:.*[[:space:]]1$' /proc/$(cat /run/first)/status || exit
          until [ "$(cat /sys/fs/cgroup/lxc.payload.box/pids.current)" = 5 ]; do sleep 0.1; done`,
      },
      timeout: SECONDS,
    },
    {
      pane: 'container',
      type: 'lxc-attach -n box',
      cue: 'We go in.',
    },
    {
      pane: 'container',
      type: 'ps',
      cue: 'Number one is an init, and it has started a log, a clock for jobs, a web server and a login. This is no application. It is a whole system.',
      expect: { output: /^PID [^\n]+\n +1 root +init\n(?: +\d+ root +\/bin\/(?:syslogd|crond|httpd|getty) [^\n]+\n){4}/ },
    },
    {
      pane: 'host',
      type: 'pstree -pT $(pgrep -x lxc-start)',
      cue: 'From outside: the same five, as processes of this machine. Above them lxc-start, one per container, and no daemon.',
      expect: { output: /^lxc-start\(\d+\)\W+init\(\d+\)(?:\W+(?:crond|getty|httpd|syslogd)\(\d+\)\n){4}$/ },
    },
    {
      pane: 'host',
      type: `p=$(${init}); lsns -p $p -o NS,TYPE,PID,COMMAND`,
      cue: 'Six namespaces are its own. Time and users are shared with the machine, so root in here is the machine\'s root.',
      expect: {
        output: /^ +NS TYPE +PID COMMAND\n(?:\d+ (?:time|user) +1 [^\n]+\n){2}(?:\d+ (?:mnt|uts|ipc|pid|cgroup|net) +(?!1 )\d+ init *\n){6}$/,
        check: `
          for namespace in mnt uts ipc pid cgroup net; do
            ! [ /proc/$(${init})/ns/$namespace -ef /proc/1/ns/$namespace ] || exit
          done`,
      },
    },
    {
      pane: 'host',
      type: 'cat /proc/$p/cgroup',
      cue: 'And all of it is in one control group, to be limited and counted. Those are the two halves from 2008.',
      expect: { output: /^0::\/lxc\.payload\.box\n$/, check: 'grep -qx $(pgrep -x getty) /sys/fs/cgroup/lxc.payload.box/cgroup.procs' },
    },
    {
      pane: 'container',
      type: 'killall httpd; sleep 2; pidof httpd',
      cue: 'We kill the web server, and two seconds later there is another one. Its init did that. No engine was asked.',
      expect: { output: /^\d+\n$/, check: `[ "$(ps -o ppid= -C httpd)" -eq "$(cat /run/first)" ] && [ "$(ps -o etimes= -C httpd)" -lt "$(ps -o etimes= -C crond)" ]` },
    },
    {
      pane: 'container',
      type: 'reboot',
      presses: 2,
      cue: 'Now, as root: reboot. Which machine?',
      expect: { check: `until p=$(${init}) && [ "$p" != "$(cat /run/first)" ] && pgrep -x getty; do sleep 0.2; done` },
      timeout: SECONDS,
    },
    {
      pane: 'host',
      type: 'ps -o pid,etime,args -C init',
      cue: 'This machine is still up. In the container runs an init that is seconds old. It has rebooted, alone.',
      expect: {
        output: /^ +PID +ELAPSED COMMAND\n +1 [^\n]+\n +\d+ +00:\d\d init *\n$/,
        check: `(( $(ps -o etimes= -p $(${init})) < $(date +%s) - $(stat -c %Y /run/first) ))`,
      },
    },
    {
      pane: 'host',
      type: 'unshare -pf busybox reboot -f; echo $?',
      presses: 2,
      cue: 'Who stopped it? The kernel. Here is the bare call, in a PID namespace and nothing else. The kernel ends that number one with signal one, hangup. For the parent this means: start it again. Signal two would mean: power off.',
      expect: { output: /^Hangup\n129\n$/ },
    },
    {
      pane: 'host',
      type: 'lxc-stop -n box',
      cue: 'Stop is a shutdown as well: LXC asks init, by a signal, and waits.',
      expect: { check: '! pgrep -x "lxc-start|getty|httpd" && ! [ -e /sys/fs/cgroup/lxc.payload.box ]' },
      timeout: SECONDS,
    },
    {
      pane: 'host',
      type: 'tail -n 2 /var/lib/lxc/box/rootfs/var/log/messages',
      cue: 'In its folder is the log: going down now. A machine\'s last words.',
      expect: { output: /The system is going down NOW!\n[^\n]+ syslogd exiting\n$/ },
    },
  ],
  print: [3, 8, 9, 10],
})
