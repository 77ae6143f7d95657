import type { GuestArch } from '../../machines/qemu/architectures.ts'
import type { PackageSet } from '../../machines/qemu/package-set.ts'

/** What every image has beside its kernel: ssh, and the tools of the demos of the kernel chapters. */
const core = [
  'acl',
  'apparmor',
  'attr',
  'bpftool',
  'bsdextrautils',
  'busybox-static',
  'crun',
  'iproute2',
  'iptables',
  'iputils-ping',
  'jq',
  'kmod',
  'less',
  'libcap2-bin',
  'nano',
  'netcat-openbsd',
  'nftables',
  'openssh-server',
  'procps',
  'psmisc',
  'runc',
  'strace',
  'tree',
  'uidmap',
  'util-linux-extra',
]

/** Engines, runtimes and orchestrators, and what looks into them. */
const full = [
  ...core,
  'aardvark-dns',
  'apache2-utils',
  'apparmor-utils',
  'buildah',
  'catatonit',
  'containerd',
  'cpio',
  'criu',
  'curl',
  'docker-buildx',
  'docker-cli',
  'docker-compose',
  'docker-registry',
  'docker.io',
  'etcd-client',
  'etcd-server',
  'file',
  'golang-go',
  'hyperfine',
  'kubernetes-client',
  // What crun and Podman open when they checkpoint.
  'libcriu2',
  'libseccomp-dev',
  'lxc',
  'netavark',
  'openssl',
  'passt',
  'podman',
  'runsc',
  'seccomp',
  'skopeo',
  'slirp4netns',
  'systemd-container',
  'tcpdump',
  'umoci',
]

/** What runs a machine inside the guest, where its processor's emulation can: that of x86 has virtualization of its own. */
const virtualization: Partial<Record<GuestArch, readonly string[]>> = {
  amd64: ['qemu-system-x86'],
}

/** Debian packages by the name of the set, as `--set` takes it; mmdebstrap adds what they depend on. */
const packageSets: Readonly<Record<PackageSet, readonly string[]>> = { core, full }

/** The packages of a set for a processor, beside the kernel. */
export function packagesOf(set: PackageSet, arch: GuestArch): readonly string[] {
  return set === 'full'
    ? [
        ...packageSets.full,
        ...virtualization[arch] ?? [],
      ]
    : packageSets[set]
}
