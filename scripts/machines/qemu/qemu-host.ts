import type { Installable } from '../../system/install-command.ts'
import type { Accelerator } from './accelerator.ts'
import type { GuestArch } from './architectures.ts'
import type { QemuImage } from './load-qemu-image.ts'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findProgram } from '../../system/find-program.ts'
import { installCommand } from '../../system/install-command.ts'
import { MachineError } from '../machine.ts'
import { findAccelerator } from './accelerator.ts'
import { architectures, guestArchs, hostArch } from './architectures.ts'
import { imageFolder } from './image-folder.ts'
import { loadQemuImage } from './load-qemu-image.ts'

/** Oldest QEMU that has all we ask for; the age of Debian 12. */
const OLDEST_QEMU = 7

export const sshProgram = 'ssh'
/** Where images lie, best first: those of this computer's own processor before one that would have to be emulated. */
export const imageFolders: readonly string[] = [
  hostArch,
  ...guestArchs.filter(arch => arch !== hostArch),
].flatMap(imageFoldersOf)

/** Where images for a processor lie, best first. */
export function imageFoldersOf(arch: GuestArch): string[] {
  return [
    imageFolder('full', arch),
    imageFolder('core', arch),
  ]
}

/** Programs of QEMU that a guest needs. */
export function qemuPrograms(arch: GuestArch): [string, string] {
  return [architectures[arch].qemu, 'qemu-img']
}

/** What the full machine needs of this computer, found. */
export interface QemuHost {
  qemu: string
  qemuImg: string
  ssh: string
  /** Of QEMU, such as `7.2.22`. */
  version: string
  accelerator: Accelerator
  image: QemuImage
}

/**
 * Finds QEMU, ssh, an accelerator that works and an image.
 * @param folders where to look for the image, best first
 * @throws MachineError 'image-missing', 'image-mismatch', or 'start-failed' for a program that is missing or too old, with what to do
 */
export async function findQemuHost(folders: readonly string[] = imageFolders): Promise<QemuHost> {
  const image = await findImage(folders)
  const { arch } = image.manifest
  const [emulator, imageTool] = qemuPrograms(arch)
  const { installable } = architectures[arch]
  // One after the other, so that of several that are missing it is always the same that is named.
  const qemu = await requireProgram(emulator, installable)
  const qemuImg = await requireProgram(imageTool, installable)
  const ssh = await requireProgram(sshProgram, 'ssh')
  return {
    qemu,
    qemuImg,
    ssh,
    version: await qemuVersion(qemu),
    accelerator: await findAccelerator(qemu, arch),
    image,
  }
}

/** The first image of these folders. @throws MachineError 'image-missing', 'image-mismatch' */
export async function findImage(folders: readonly string[]): Promise<QemuImage> {
  for (const folder of folders) {
    const image = await loadQemuImage(folder)
    if (image)
      return image
  }
  throw new MachineError('image-missing', `The full machine has no image yet. It is looked for in ${folders.join(' and ')}. Make it on Linux: npm run image -- qemu; or take one that was packed elsewhere: npm run image -- import FILE`)
}

async function requireProgram(name: string, what: Installable): Promise<string> {
  const path = await findProgram(name)
  if (path === undefined)
    throw new MachineError('start-failed', `The full machine needs ${name}, which is not installed. Install it: ${await installCommand(what)}`)
  return path
}

async function qemuVersion(qemu: string): Promise<string> {
  const { stdout } = await promisify(execFile)(qemu, ['--version'])
  const version = /version (\d+\.\d+\.\d+)/.exec(stdout)?.[1]
  if (version === undefined || Number.parseInt(version) < OLDEST_QEMU)
    throw new MachineError('start-failed', `The full machine needs QEMU ${OLDEST_QEMU} or newer; ${qemu} says: ${stdout.split('\n', 1)[0]}`)
  return version
}
