import type { LiveMachineFactory } from '../machine.ts'
import type { QemuHost } from './qemu-host.ts'
import { hasBaseDisk, makeBaseDisk } from './base-disk.ts'
import { QemuMachine } from './qemu-machine.ts'

/** What QEMU takes beside its guest's memory. */
const QEMU_BYTES = 150 * 2 ** 20

/**
 * Makes full machines. The first of an image takes a boot, which is done here: before the talk, not on the first demo's slide. Aborted, it
 * leaves nothing behind.
 */
export async function createQemuFactory(host: QemuHost, signal: AbortSignal = new AbortController().signal): Promise<LiveMachineFactory> {
  const { name, complaint } = host.accelerator
  if (!await hasBaseDisk(host)) {
    console.log('The full machine boots for the first time, which takes seconds, or up to a minute without hardware virtualization …')
    await makeBaseDisk(host, signal)
  }
  const why = complaint === undefined
    ? ''
    : `, which is slow: ${complaint}`
  return {
    kind: 'qemu',
    description: `on the full machine (QEMU, ${name}${why})`,
    memoryBytes: host.image.manifest.memory * 2 ** 20 + QEMU_BYTES,
    create: () => new QemuMachine(host),
  }
}
