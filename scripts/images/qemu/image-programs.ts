import type { GuestArch } from '../../machines/qemu/architectures.ts'
import { architectures } from '../../machines/qemu/architectures.ts'

/** Programs of the computer that make an image for a processor, each with the Debian package that has it. */
export function imagePrograms(arch: GuestArch): Readonly<Record<string, string>> {
  const { qemu, qemuPackage } = architectures[arch]
  return {
    'mmdebstrap': 'mmdebstrap',
    'tar': 'tar',
    'mke2fs': 'e2fsprogs',
    'qemu-img': 'qemu-utils',
    [qemu]: qemuPackage,
    'ssh': 'openssh-client',
    'ssh-keygen': 'openssh-client',
  }
}
