import type { GuestArch } from '../../machines/qemu/architectures.ts'
import type { PackageSet } from '../../machines/qemu/package-set.ts'
import type { GuestUser } from './boot-guest.ts'

/** A promise of the guest, and the Bash script that ends with 0 if it is kept; `check-guest.ts` says what the script may call. */
export interface GuestCheck {
  title: string
  script: string
  /** Whom the promise is made to. @default 'root' */
  user?: GuestUser
}

const core: readonly GuestCheck[] = [
  {
    title: 'the process tree is init and sshd, a script is named run, and orphans are reaped',
    script: `
      no_zombies() { ps -e -o stat= | not grep ^Z; }
      (sleep 0.1 & sleep 0.1 &)
      within 60 no_zombies
      same init "$(</proc/1/comm)"
      same '/sbin/init ' "$(tr '\\0' ' ' </proc/1/cmdline)"
      not pgrep -x bash
      same '' "$(ps -o comm= --ppid 2 -p 2 --deselect | sed -E '/^(init|sshd|sshd-session|run|ps|sed)$/d')"`,
  },
  {
    title: 'every controller is enabled below the root, where shells live',
    script: `
      same 0::/ "$(cat /proc/self/cgroup)"
      same "$(cat /sys/fs/cgroup/cgroup.controllers)" "$(cat /sys/fs/cgroup/cgroup.subtree_control)"
      for controller in cpuset cpu io memory pids; do grep -w $controller /sys/fs/cgroup/cgroup.controllers; done`,
  },
  {
    title: 'mounts are shared, and the host is called demo',
    script: `
      same shared "$(findmnt -n -o PROPAGATION /)"
      same demo "$(hostname)"
      same demo "$(uname -n)"`,
  },
  { title: 'all eight namespace types can be unshared at once', script: 'unshare -muinpUCTf -r true' },
  {
    title: 'an overlay is mounted, and takes what is written',
    script: `
      cd "$(mktemp -d)"
      mkdir l u w m
      mount -t overlay o -o lowerdir=l,upperdir=u,workdir=w m
      touch m/file
      ls u/file
      umount m`,
  },
  {
    title: 'a veth pair and a bridge can be made',
    script: `
      ip link add b0 type bridge
      ip link add v0 type veth peer name v1
      ip link set v0 master b0
      ip link del v0
      ip link del b0`,
  },
  {
    title: 'nothing beyond the machine can be reached or resolved, and nothing of the builder\'s network is known',
    script: `
      same '' "$(ip route show default)"
      not ping -c1 -W1 198.51.100.1
      not grep -i ^nameserver /etc/resolv.conf`,
  },
  {
    title: 'ana logs in, maps a range of ids, and has a network of her own',
    user: 'ana',
    script: `
      same 1000 "$(id -u)"
      same /home/ana "$HOME"
      unshare --user --map-root-user --map-auto true
      unshare --user --map-root-user --net ip tuntap add tap0 mode tap`,
  },
  {
    title: 'a session of ana is in a control group that she may divide and limit',
    script: `
      runuser -u ana -- bash -eu <<'end'
        [[ $(cat /proc/self/cgroup) == 0::/ana/login ]]
        cd /sys/fs/cgroup/ana
        echo +memory +pids >cgroup.subtree_control
        mkdir tried
        echo 64M >tried/memory.max
        echo $$ >tried/cgroup.procs
        [[ $(cat /proc/self/cgroup) == 0::/ana/tried ]]
        echo $$ >login/cgroup.procs
        rmdir tried
end
      same 0::/ana/login "$(su - ana -c 'cat /proc/self/cgroup')"`,
  },
  {
    title: 'AppArmor is on, and takes a profile',
    script: `
      aa-enabled
      echo 'profile tried { file, }' | apparmor_parser -r
      aa-exec -p tried grep '^tried' /proc/self/attr/current`,
  },
  { title: 'programs of BPF on control groups can be listed', script: 'bpftool cgroup tree' },
  { title: 'crun and runc say their versions', script: 'crun --version; runc --version' },
]

const full: readonly GuestCheck[] = [
  {
    title: 'engines, runtimes, orchestrators and what looks into them are there',
    script: `
      for command in dockerd docker containerd ctr podman buildah skopeo umoci runsc etcd etcdctl lxc-start systemd-nspawn criu bpftool go \\
        hyperfine kubectl curl openssl htpasswd catatonit tcpdump file cpio; do
        command -v $command || [[ -x /usr/libexec/podman/$command ]]
      done`,
  },
  {
    title: 'a Go program is built without compiling the standard library first',
    script: `
      cd "$(mktemp -d)"
      printf 'package main\\nimport ("fmt"; "os"; "os/exec"; "syscall")\\nfunc main() { fmt.Println(exec.Command("true").Run(), syscall.Getpid(), os.Args[0]) }\\n' >main.go
      go build -n main.go >plan 2>&1
      same '' "$(sed -n '\\|/compile -o|{ / -p main/d; p }' plan)"`,
  },
  {
    title: 'Podman runs an image that lies in the guest',
    script: `same 'from inside' "$(podman run --quiet --rm --network none oci:/usr/share/kit/images:busybox echo from inside)"`,
  },
  {
    title: 'ana reads the images, and runs one without root, with a network and a port',
    user: 'ana',
    script: `
      skopeo inspect --raw oci:/usr/share/kit/images:busybox
      podman run --quiet --detach --name web --publish 8080:80 oci:/usr/share/kit/images:web
      pgrep --euid ana --exact httpd
      within 300 curl --silent --fail --max-time 30 http://127.0.0.1:8080/
      podman rm --force --time 0 web`,
  },
  {
    title: 'Docker runs a web server from an image that lies in the guest, and somebody gets its page',
    script: `
      # Left to itself, dockerd starts containerd and gives it 15 seconds.
      containerd >/tmp/containerd.log 2>&1 &
      within 600 ctr version
      dockerd --containerd /run/containerd/containerd.sock >/tmp/dockerd.log 2>&1 &
      trap 'kill %2 %1 || true; wait' EXIT
      answers() { curl --silent --fail --max-time 60 --unix-socket /run/docker.sock http://docker/_ping; }
      gone_or_answers() { ! jobs %2 | grep -q Running || answers; }
      within 600 gone_or_answers
      answers || { cat /tmp/dockerd.log; false; }
      skopeo copy -q oci:/usr/share/kit/images:web docker-daemon:web:latest
      docker run --detach --name web web
      address=$(docker inspect --format '{{ .NetworkSettings.IPAddress }}' web)
      within 300 curl --silent --fail --max-time 30 "http://$address/" | grep 'out of a container'
      docker rm --force web`,
  },
  {
    title: 'crun finds what it checkpoints with',
    script: `crun --version | grep +CRIU; ldconfig -p | grep libcriu.so.2`,
  },
]

/** Where there is a hypervisor in the guest: see `packagesOf`. */
const virtualization: readonly GuestCheck[] = [
  {
    title: 'a machine inside the guest boots the guest\'s kernel with the files of an image, and says its own',
    script: `
      modprobe kvm_amd || modprobe kvm_intel
      cd "$(mktemp -d)"
      prompted() { grep '# ' screen; }
      boots() {
        : >screen
        (within 120 prompted >&2 && echo 'uname -r; ls / | wc -l; exit') |
          timeout 150 qemu-system-x86_64 -M pc -accel kvm -cpu host,-kvmclock -m 128 -nodefaults -nographic -no-reboot -serial stdio \\
            -kernel "/boot/vmlinuz-$(uname -r)" -initrd /usr/share/kit/images.cpio -append 'console=ttyS0 quiet panic=-1 nolapic' | tee screen
        grep "^$(uname -r)" screen
      }
      # Where the guest is emulated itself, a timer of the machine inside is lost at times, and its kernel waits for it for ever.
      boots || boots || boots`,
  },
]

/** What is tried in the guest of a set for a processor. */
export function checksOf(set: PackageSet, arch: GuestArch): readonly GuestCheck[] {
  if (set === 'core')
    return core
  return arch === 'amd64'
    ? [
        ...core,
        ...full,
        ...virtualization,
      ]
    : [
        ...core,
        ...full,
      ]
}
