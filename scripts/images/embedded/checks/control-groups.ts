import type { GuestCheck } from '../guest-check.ts'
import { scriptCheck } from '../guest-check.ts'

/** Control groups v2. */
export const controlGroupChecks: readonly GuestCheck[] = [
  scriptCheck('every controller is enabled below the root, where shells live', `
    for controller in cpuset cpu io memory pids; do
      grep -qw $controller /sys/fs/cgroup/cgroup.subtree_control
    done
    [[ $(</proc/self/cgroup) == 0::/ ]]`),
  scriptCheck('memory.max has a process killed that grows past it', `
    group=/sys/fs/cgroup/memory-check; mkdir $group
    echo 16M >$group/memory.max
    (echo $BASHPID >$group/cgroup.procs; exec tail /dev/zero) && exit 1
    grep -qx 'oom_kill 1' $group/memory.events
    rmdir $group`),
  scriptCheck('pids.max stops forks', `
    group=/sys/fs/cgroup/pids-check; mkdir $group
    echo 4 >$group/pids.max
    (echo $BASHPID >$group/cgroup.procs; for i in 1 2 3 4 5 6; do sleep 100 & done) 2>/dev/null || true
    [[ $(<$group/pids.current) == 4 ]] || grep -q 'max [1-9]' $group/pids.events
    echo 1 >$group/cgroup.kill
    until grep -qx 'populated 0' $group/cgroup.events; do sleep 0.1; done
    rmdir $group`),
  scriptCheck('cpu.max throttles', `
    group=/sys/fs/cgroup/cpu-check; mkdir $group
    echo '10000 100000' >$group/cpu.max
    (echo $BASHPID >$group/cgroup.procs; while :; do :; done) & trap 'kill $!' EXIT
    for ((i = 0; i < 100; i++)); do
      grep -q 'nr_throttled [1-9]' $group/cpu.stat && exit 0
      sleep 0.2
    done
    exit 1`),
  scriptCheck('a group freezes, thaws, and reports pressure', `
    group=/sys/fs/cgroup/freeze-check; mkdir $group
    (echo $BASHPID >$group/cgroup.procs; exec sleep 100) &
    until grep -q . $group/cgroup.procs; do sleep 0.1; done
    echo 1 >$group/cgroup.freeze
    until grep -qx 'frozen 1' $group/cgroup.events; do sleep 0.1; done
    grep -q '^some avg10=' $group/cpu.pressure
    echo 0 >$group/cgroup.freeze
    echo 1 >$group/cgroup.kill`),
]
