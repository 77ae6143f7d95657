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
  'apparmor-utils',
  'buildah',
  'containerd',
  'criu',
  'docker-buildx',
  'docker-cli',
  'docker-compose',
  'docker-registry',
  'docker.io',
  'etcd-client',
  'etcd-server',
  'golang-go',
  'hyperfine',
  'kubernetes-client',
  'libseccomp-dev',
  'lxc',
  'netavark',
  'passt',
  'podman',
  'runsc',
  'seccomp',
  'skopeo',
  'slirp4netns',
  'systemd-container',
  'umoci',
]

/** Debian packages by the name of the set, as `--set` takes it; mmdebstrap adds what they depend on. */
export const packageSets = { core, full } as const

export type PackageSet = keyof typeof packageSets

export const packageSetNames = Object.keys(packageSets) as PackageSet[]
