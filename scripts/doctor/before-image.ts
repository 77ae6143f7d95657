import type { Finding } from './finding.ts'
import process from 'node:process'
import { imagePrograms } from '../images/qemu/image-programs.ts'
import { findAccelerator } from '../machines/qemu/accelerator.ts'
import { architectures, hostArch } from '../machines/qemu/architectures.ts'
import { findProgram } from '../system/find-program.ts'
import { installCommand } from '../system/install-command.ts'

/** Before an image of the full machine is made: whether it would be worth having here. */
export async function examineVirtualization(topic: string): Promise<Finding[]> {
  const qemu = await findProgram(architectures[hostArch].qemu)
  if (qemu === undefined) {
    return [
      {
        grade: 'note',
        topic,
        words: 'whether hardware virtualization would make it fast is tried with QEMU, which is not installed',
        remedy: await installCommand(architectures[hostArch].installable),
      },
    ]
  }
  const { name, isHardware, complaint } = await findAccelerator(qemu, hostArch)
  return [
    isHardware
      ? { grade: 'good', topic, words: `hardware virtualization works (${name}): an image is worth having, its commands are about as fast as this computer's` }
      : {
          grade: 'note',
          topic,
          words: `hardware virtualization does not work (${complaint}): an image brings the demos of engines and orchestrators, in emulation, about as slow as the embedded machine`,
          ...process.platform === 'linux' && { remedy: 'Switch virtualization on in the firmware, and make sure that you may use /dev/kvm' },
        },
  ]
}

/** Whether an image can be made here, or has to come from elsewhere. */
export async function examineImageTools(topic: string): Promise<Finding[]> {
  if (process.platform !== 'linux') {
    return [
      {
        grade: 'note',
        topic,
        words: 'its image is made on Linux',
        remedy: `There: npm run image -- qemu --arch ${hostArch}, npm run image -- pack; here: npm run image -- import FILE`,
      },
    ]
  }
  const programs = Object.keys(imagePrograms(hostArch))
  const found = await Promise.all(programs.map(findProgram))
  const missing = programs.filter((_, index) => found[index] === undefined)
  return [
    missing.length === 0
      ? {
          grade: 'good',
          topic,
          words: 'all that makes its image is installed',
          remedy: 'npm run image -- qemu',
        }
      : {
          grade: 'note',
          topic,
          words: `to make its image, there is no ${missing.join(', ')}`,
          remedy: await installCommand('image tools'),
        },
  ]
}
