#!/bin/bash
# A container in Bash, for any Linux with cgroup v2. As root: ./container-in-bash.sh [command…]
# The machine's own root serves as the image, read only; what the container writes is gone at the end.
set -eu
[ $# -gt 0 ] || set -- bash
g=/sys/fs/cgroup/box

# region clean-up
clean_up() {
  if [ -e $g ]; then
    echo 1 > $g/cgroup.kill
    until rmdir $g 2> /dev/null; do sleep 0.1; done
  fi
  if mountpoint -q /run/box/root; then umount /run/box/root; fi
  if [ -e /run/netns/box ]; then ip netns del box; fi
  rm -rf /run/box
}
clean_up
trap clean_up EXIT
# endregion clean-up

# Limits: a control group.
# region limits
echo "+memory +pids" > /sys/fs/cgroup/cgroup.subtree_control
mkdir $g
echo 50M > $g/memory.max
echo 20 > $g/pids.max
# endregion limits

# Network: a namespace, and a cable into it.
# region network
ip netns add box
ip link add box0 type veth peer name eth0 netns box
ip addr add 10.9.0.1/24 dev box0
ip link set box0 up
ip -n box addr add 10.9.0.2/24 dev eth0
ip -n box link set eth0 up
# endregion network

# Files: an overlay, with the image below and a directory for changes on top.
# region files
mkdir -p /run/box/{up,work,root}
cd /run/box
mount -t overlay box root -o lowerdir=/,upperdir=up,workdir=work
# endregion files

# Into the network and the group, then into namespaces of its own.
# region enter
enter() {
  echo $$ > $g/cgroup.procs
  exec unshare --mount --uts --ipc --pid --cgroup --fork \
    bash -ec 'inside "$@"' bash "$@"
}
# endregion enter

# There, as PID 1: a name, a root, and the file systems that show the namespaces; then most of root's power goes.
# region inside
inside() {
  hostname box
  cd /run/box/root; mkdir old; pivot_root . old; cd /
  mount -t proc proc /proc; mount -t sysfs -o ro sysfs /sys
  mount -t cgroup2 -o ro cgroup2 /sys/fs/cgroup
  mount -t tmpfs dev /dev; mknod -m 666 /dev/null c 1 3
  umount -l /old; rmdir /old
  exec setpriv --bounding-set=-all,+chown,+kill,+net_raw "$@"
}
# endregion inside

# region start
export g
export -f enter inside
nsenter --net=/run/netns/box bash -ec 'enter "$@"' bash "$@"
# endregion start
