import type { GuestCheck } from '../guest-check.ts'
import { scriptCheck } from '../guest-check.ts'

/** Overlay mounts, `pivot_root`, `chroot`, loop devices. */
export const fileChecks: readonly GuestCheck[] = [
  scriptCheck('an overlay copies up, leaves a whiteout for what is removed, and marks an opaque folder', `
    mkdir -p /tmp/overlay && cd /tmp/overlay && mkdir -p lower/folder upper work merged
    echo old >lower/kept; echo gone >lower/removed
    mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work merged
    echo new >merged/kept; rm merged/removed; rm -r merged/folder; mkdir merged/folder
    [[ $(<lower/kept) == old && $(<upper/kept) == new ]]
    [[ $(stat -c '%F %t:%T' upper/removed) == 'character special file 0:0' ]]
    [[ $(getfattr --only-values -n trusted.overlay.opaque upper/folder) == y ]]
    umount merged`),
  scriptCheck('ana mounts an overlay in a user namespace', `
    cd /tmp && setpriv --reuid 1000 --regid 1000 --init-groups unshare -Urm bash -c '
      mkdir -p /tmp/rootless && cd /tmp/rootless && mkdir -p lower upper work merged && echo old >lower/file
      mount -t overlay overlay -o userxattr,lowerdir=lower,upperdir=upper,workdir=work merged && rm merged/file && [[ -c upper/file ]]'`),
  scriptCheck('pivot_root leaves nothing of the old root', `
    root=/tmp/pivot; mkdir -p $root/bin $root/old $root/proc; cp /usr/bin/busybox $root/bin/
    cd $root && unshare --mount --pid --fork bash -c '
      mount --bind . . && cd . && cd /tmp/pivot && pivot_root . old && exec /bin/busybox sh -c "
        cd /; busybox mount -t proc proc /proc; busybox umount -l /old; busybox cat /proc/self/mountinfo; busybox ls /"' >/tmp/pivot.out
    [[ $(grep -c ' - ' /tmp/pivot.out) == 2 ]]
    grep -qx old /tmp/pivot.out`),
  scriptCheck('a busybox root can be entered with chroot', `
    mkdir -p /tmp/root/bin && cp /usr/bin/busybox /tmp/root/bin/sh
    [[ $(chroot /tmp/root /bin/sh -c 'echo /*') == /bin ]]`),
  scriptCheck('bash and its libraries, found with ldd, run in a chroot', `
    mkdir -p /tmp/copied && cd /tmp/copied
    for file in /usr/bin/bash $(ldd /usr/bin/bash | grep -o '/[^ ]*'); do mkdir -p .$(dirname $file); cp $file .$file; done
    [[ $(chroot . /usr/bin/bash -c 'echo /*') == '/lib /usr' ]]`),
  scriptCheck('a file becomes a block device with losetup', `
    dd if=/dev/zero of=/tmp/disk bs=1M count=4 status=none
    device=$(losetup --find --show /tmp/disk)
    [[ $(lsblk -bnro SIZE $device) == 4194304 ]]
    losetup -d $device`),
]
