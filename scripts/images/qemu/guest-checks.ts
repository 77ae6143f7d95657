import type { StageReporter } from '../progress.ts'
import type { BootedGuest } from './boot-guest.ts'
import type { PackageSet } from './package-sets.ts'
import { ImageError } from '../image-error.ts'

/** A promise of the guest, and the Bash script that ends with 0 if it is kept. */
interface GuestCheck {
  title: string
  script: string
  user?: 'root' | 'ana'
}

const checks: Readonly<Record<PackageSet, readonly GuestCheck[]>> = {
  core: [
    {
      title: 'the process tree is init and sshd, a script is named run, and orphans are reaped',
      script: `
        (sleep 0.1 & sleep 0.1 &); sleep 1
        [[ $(</proc/1/comm) == init && $(tr '\\0' ' ' </proc/1/cmdline) == '/sbin/init ' ]]
        ! pgrep -x bash
        ! ps -e -o stat= | grep -q ^Z
        [[ $(ps -o comm= --ppid 2 -p 2 --deselect | grep -vE '^(init|sshd|sshd-session|run|ps|grep)$') == '' ]]`,
    },
    {
      title: 'every controller is enabled below the root, where shells live',
      script: `
        [[ $(cat /proc/self/cgroup) == 0::/ ]]
        [[ $(cat /sys/fs/cgroup/cgroup.controllers) == "$(cat /sys/fs/cgroup/cgroup.subtree_control)" ]]
        for controller in cpuset cpu io memory pids; do grep -qw $controller /sys/fs/cgroup/cgroup.controllers; done`,
    },
    {
      title: 'mounts are shared, and the host is called demo',
      script: `[[ $(findmnt -n -o PROPAGATION /) == shared && $(hostname) == demo && $(uname -n) == demo ]]`,
    },
    { title: 'all eight namespace types can be unshared at once', script: 'unshare -muinpUCTf -r true' },
    {
      title: 'an overlay is mounted, and takes what is written',
      script: `cd "$(mktemp -d)"; mkdir l u w m; mount -t overlay o -o lowerdir=l,upperdir=u,workdir=w m; touch m/file; [ -e u/file ]; umount m`,
    },
    {
      title: 'a veth pair and a bridge can be made',
      script: `ip link add b0 type bridge; ip link add v0 type veth peer name v1; ip link set v0 master b0; ip link del v0; ip link del b0`,
    },
    { title: 'nothing beyond the machine can be reached', script: `[[ -z $(ip route show default) ]]; ! ping -c1 -W1 198.51.100.1` },
    {
      title: 'ana logs in, and maps a range of ids',
      user: 'ana',
      script: `[[ $(id -u) == 1000 && $HOME == /home/ana ]]; unshare --user --map-root-user --map-auto true`,
    },
    {
      title: 'AppArmor is on, and takes a profile',
      script: `aa-enabled -q; echo 'profile tried { file, }' | apparmor_parser -r; aa-exec -p tried grep -q '^tried' /proc/self/attr/current`,
    },
    {
      title: 'programs of BPF on control groups can be listed',
      script: 'bpftool cgroup tree',
    },
    { title: 'crun and runc say their versions', script: 'crun --version; runc --version' },
  ],
  full: [
    {
      title: 'engines, runtimes and orchestrators say their versions',
      script: `
        for command in dockerd docker containerd ctr podman buildah skopeo umoci runsc etcd etcdctl lxc-start systemd-nspawn criu bpftool go hyperfine kubectl; do
          command -v $command || { echo "no $command" >&2; exit 1; }
        done`,
    },
    {
      title: 'a Go program is built without compiling the standard library first',
      script: `
        cd "$(mktemp -d)"
        printf 'package main\nimport ("fmt"; "os"; "os/exec"; "syscall")\nfunc main() { fmt.Println(exec.Command("true").Run(), syscall.Getpid(), os.Args[0]) }\n' >main.go
        ! go build -n main.go 2>&1 | grep -F '/compile -o' | grep -Fv -e '-p main'`,
    },
    {
      title: 'Podman runs an image that lies in the guest',
      script: `podman run --rm --network none oci:/usr/share/kit/images:busybox echo from inside | grep -qx 'from inside'`,
    },
    {
      title: 'Docker runs a web server from an image that lies in the guest, and somebody gets its page',
      script: `
        dockerd >/tmp/dockerd.log 2>&1 &
        for try in {1..120}; do docker info >/dev/null 2>&1 && break; sleep 1; done
        skopeo copy -q oci:/usr/share/kit/images:web docker-daemon:web:latest
        docker run --detach --name web web >/dev/null
        address=$(docker inspect --format '{{ .NetworkSettings.IPAddress }}' web)
        for try in {1..30}; do page=$(busybox wget -qO- "http://$address/") && break; sleep 1; done
        grep -q 'out of a container' <<<"$page"
        docker rm --force web >/dev/null; kill %1; wait %1 || true`,
    },
  ],
}

/**
 * Tries in a booted guest what its image promises.
 * @returns the titles of what was tried
 */
export async function checkGuest(guest: BootedGuest, set: PackageSet, reporter: StageReporter): Promise<string[]> {
  const all = set === 'full'
    ? [
        ...checks.core,
        ...checks.full,
      ]
    : checks.core
  const failures: string[] = []
  for (const [index, { title, script, user }] of all.entries()) {
    reporter.note(title)
    reporter.advance(index, all.length)
    // -E and the trap say which line it was.
    await guest.run(`set -eE; trap 'echo "line $LINENO: $BASH_COMMAND" >&2' ERR\n${script}`, user).catch((error: Error & { stderr?: string }) =>
      failures.push(`${title}: ${error.stderr?.trim() || error.message}`))
  }
  if (failures.length > 0)
    throw new ImageError(`The guest fails ${failures.length} of ${all.length} checks, so no image was written.\n\n${failures.join('\n\n')}`)
  reporter.note(`${all.length} checks`)
  return all.map(({ title }) => title)
}
