import type { GuestCheck } from '../guest-check.ts'
import { scriptCheck } from '../guest-check.ts'

/** Namespaces and what is built on them. */
export const namespaceChecks: readonly GuestCheck[] = [
  scriptCheck('all eight namespace types can be unshared at once', `
    show='for type in cgroup ipc mnt net pid_for_children time_for_children user uts; do readlink /proc/self/ns/$type; done'
    bash -c "$show" | sort >/tmp/outside
    unshare --cgroup --ipc --mount --net --pid --fork --time --boottime 1000 --user --map-root-user --uts bash -c "$show" | sort >/tmp/inside
    [[ $(wc -l </tmp/inside) == 8 && -z $(comm -12 /tmp/inside /tmp/outside) ]]`),
  scriptCheck('a host name set in a UTS namespace stays there', `
    [[ $(unshare --uts bash -c 'hostname inside; hostname') == inside && $(hostname) == demo ]]`),
  scriptCheck('a PID namespace with its own /proc holds one process', `
    [[ $(unshare --pid --fork --mount-proc bash -c 'cd /proc; echo [0-9]*; :') == 1 ]]`),
  scriptCheck('a time namespace shifts the uptime', `
    [[ $(unshare --time --fork --boottime 1000000 cut -d. -f1 /proc/uptime) -gt 1000000 ]]`),
  scriptCheck('lsns lists namespaces and nsenter joins them', `
    unshare --uts --net sleep 100 & trap 'kill $!' EXIT
    until [[ $(readlink /proc/$!/ns/uts) != $(readlink /proc/self/ns/uts) && $(</proc/$!/comm) == sleep ]]; do sleep 0.1; done
    lsns -t uts -n -o pid | grep -qw $!
    [[ $(nsenter -t $! --net readlink /proc/self/ns/net) == "$(readlink /proc/$!/ns/net)" ]]`),
  scriptCheck('System V and POSIX objects are alone in an IPC namespace', `
    ipcmk -Q >/dev/null
    [[ $(ipcs -q | grep -c 0x) == 1 && $(unshare --ipc ipcs -q | grep -c 0x || true) == 0 ]]`),
  scriptCheck('ana becomes root in a user namespace and still cannot read /etc/shadow', `
    as_ana='setpriv --reuid 1000 --regid 1000 --init-groups'
    [[ $($as_ana unshare -Ur id -u) == 0 ]]
    ! $as_ana unshare -Ur cat /etc/shadow 2>/tmp/error
    grep -q 'Permission denied' /tmp/error`),
  scriptCheck('ana maps a range of ids with newuidmap', `
    [[ $(setpriv --reuid 1000 --regid 1000 --init-groups unshare --map-auto --map-root-user grep -c . /proc/self/uid_map) == 2 ]]`),
  scriptCheck('mounts propagate from a shared mount and not from a private one', `
    [[ $(findmnt -n -o PROPAGATION /) == shared ]]
    mkdir -p /tmp/propagation && cd /tmp/propagation
    unshare --mount --propagation slave bash -c 'mount -t tmpfs tmpfs /tmp/propagation'
    ! mountpoint -q /tmp/propagation`),
]
