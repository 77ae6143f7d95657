import type { Installable } from '../../system/install-command.ts'
import process from 'node:process'

/** What the full machine's image and QEMU's command line have of a processor. */
export interface Architecture {
  /** The computer that runs its guest by hardware, as `process.arch` says it. */
  node: NodeJS.Architecture
  /** QEMU's program for it. */
  qemu: string
  /** Debian's package that has that program. */
  qemuPackage: string
  /** What to install for it on a computer of any kind. */
  installable: Installable
  /** QEMU's `-machine`. */
  machine: string
  /** The serial line of that machine, as Linux calls it. */
  console: string
  /** Debian's package with a kernel for virtual machines. */
  kernel: string
  /** The guest's file in `/proc/sys/fs/binfmt_misc` by which Linux runs programs of a processor that is not its own. */
  binfmt: string
}

/** Processors of the guest by their names in Debian. */
export const architectures = {
  amd64: {
    node: 'x64',
    qemu: 'qemu-system-x86_64',
    qemuPackage: 'qemu-system-x86',
    installable: 'qemu',
    machine: 'q35',
    console: 'ttyS0',
    kernel: 'linux-image-cloud-amd64',
    binfmt: 'qemu-x86_64',
  },
  arm64: {
    node: 'arm64',
    qemu: 'qemu-system-aarch64',
    qemuPackage: 'qemu-system-arm',
    installable: 'qemu for arm64',
    // Which interrupt controller hardware can offer differs between computers.
    machine: 'virt,gic-version=max',
    console: 'ttyAMA0',
    kernel: 'linux-image-cloud-arm64',
    binfmt: 'qemu-aarch64',
  },
} as const satisfies Record<string, Architecture>

export type GuestArch = keyof typeof architectures

export const guestArchs = Object.keys(architectures) as [GuestArch, ...GuestArch[]]

/** The guest's processor that this computer has, or the one that most have where it has neither. */
export const hostArch: GuestArch = guestArchs.find(arch => architectures[arch].node === process.arch) ?? 'amd64'
