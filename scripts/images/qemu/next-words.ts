import type { GuestArch } from '../../machines/qemu/architectures.ts'
import type { PackageSet } from '../../machines/qemu/package-set.ts'
import { findAccelerator } from '../../machines/qemu/accelerator.ts'
import { architectures, hostArch } from '../../machines/qemu/architectures.ts'
import { imageFolder } from '../../machines/qemu/image-folder.ts'
import { findProgram } from '../../system/find-program.ts'
import { installCommand } from '../../system/install-command.ts'

export interface MadeImage {
  arch: GuestArch
  set: PackageSet
  /** Folder that it lies in. */
  folder: string
}

/** What to type once an image is there, and what to expect of it on this computer. */
export async function nextWords({ arch, set, folder }: MadeImage): Promise<string> {
  if (folder !== imageFolder(set, arch))
    return `Machines look for it in ${imageFolder(set, arch)}: move it there, or leave --out away.`
  if (arch !== hostArch)
    return `For the computer that it is for: npm run image -- pack --set ${set} --arch ${arch}`
  const start = 'Next: npm start -- --machine qemu'
  const qemu = await findProgram(architectures[arch].qemu)
  if (qemu === undefined)
    return `QEMU is not installed: ${await installCommand(architectures[arch].installable)}. ${start}`
  const { name, isHardware, complaint } = await findAccelerator(qemu, arch)
  return isHardware
    ? `${start} (hardware virtualization works, ${name}: "npm start" takes this machine by itself)`
    : `${start}\nHardware virtualization does not work here (${complaint}), so it will be emulated: the first start takes about a minute, commands about as long as on the embedded machine, which "npm start" goes on taking.`
}
