import type { MachineError } from '../machines/machine.ts'
import type { QemuImage } from '../machines/qemu/load-qemu-image.ts'
import type { QemuHost } from '../machines/qemu/qemu-host.ts'
import type { Finding } from './finding.ts'
import process from 'node:process'
import { sum } from '../base/sum.ts'
import { architectures, guestArchs, hostArch } from '../machines/qemu/architectures.ts'
import { hasBaseDisk } from '../machines/qemu/base-disk.ts'
import { keptSizes, MOST_KEPT_BYTES } from '../machines/qemu/kept-states.ts'
import { findImage, findQemuHost, imageFoldersOf, qemuPrograms, sshProgram } from '../machines/qemu/qemu-host.ts'
import { cacheFolder } from '../system/cache-folder.ts'
import { findProgram } from '../system/find-program.ts'
import { installCommand } from '../system/install-command.ts'
import { examineImageTools, examineVirtualization } from './before-image.ts'
import { examine } from './finding.ts'
import { examineFreeSpace } from './free-space.ts'
import { gibibytes } from './gibibytes.ts'

const TOPIC = 'full machine'
/** Days after which Debian will have mended something in an image. */
const OLD_DAYS = 90
const DAY_MS = 24 * 60 * 60 * 1000

/** What the full machine needs here: programs, an image, hardware that helps, and disk. It is a choice, so that nothing of it is bad. */
export async function examineFullMachine(): Promise<Finding[]> {
  const image = await findImage(imageFoldersOf(hostArch)).catch((error: unknown) => error)
  const parts = [
    examineOne('See whether the programs in PATH can be run', examinePrograms),
    examineOne('npm run image -- qemu', async () => await examineImage(image)),
    ...isImage(image)
      ? [
          examineOne('npm start -- --machine qemu', examineHost),
        ]
      : [
          examineOne('See whether QEMU starts', () => examineVirtualization(TOPIC)),
          examineOne('See whether the programs in PATH can be run', () => examineImageTools(TOPIC)),
        ],
    examineOne('See whether the cache folder can be read', () => examineFreeSpace(TOPIC)),
  ]
  return (await Promise.all(parts)).flat()
}

async function examineOne(remedy: string, check: () => Promise<Finding[]>): Promise<Finding[]> {
  return await examine({ topic: TOPIC, remedy, grade: 'note' }, check)
}

function isImage(image: unknown): image is QemuImage {
  return !(image instanceof Error)
}

/** How the image that is there would run. */
async function examineHost(): Promise<Finding[]> {
  // Which of them is missing is said of the programs.
  const host = await findQemuHost(imageFoldersOf(hostArch)).catch(() => undefined)
  if (!host)
    return []
  const { name, isHardware, complaint } = host.accelerator
  const hasBooted = await hasBaseDisk(host)
  return [
    {
      grade: isHardware
        ? 'good'
        : 'note',
      topic: TOPIC,
      words: isHardware
        ? `QEMU ${host.version} computes by hardware (${name})`
        : `QEMU ${host.version} has to emulate (${name}), which is slow: ${complaint}`,
      ...!isHardware && process.platform === 'linux' && { remedy: 'Switch virtualization on in the firmware, and make sure that you may use /dev/kvm' },
    },
    hasBooted
      ? { grade: 'good', topic: TOPIC, words: 'has booted once, so that every start is a restored snapshot' }
      : {
          grade: 'note',
          topic: TOPIC,
          words: 'has not booted yet, which takes a minute once',
          remedy: 'npm start -- --machine qemu',
        },
    ...hasBooted
      ? [await examineKeptStates(host)]
      : [],
  ]
}

/** Demos whose setup need not run again. */
async function examineKeptStates(host: QemuHost): Promise<Finding> {
  const sizes = await keptSizes(host)
  const bytes = sum(sizes)
  return sizes.length > 0
    ? {
        grade: 'good',
        topic: TOPIC,
        words: `beginnings of demos that are kept, and start in seconds: ${sizes.length} (${gibibytes(bytes)} of at most ${gibibytes(MOST_KEPT_BYTES)} GiB)`,
      }
    : {
        grade: 'note',
        topic: TOPIC,
        words: 'no beginning of a demo is kept yet: the setup of a container engine takes up to minutes, once',
        remedy: 'Turn to each demo once before the talk: npm start -- --machine qemu',
      }
}

async function examinePrograms(): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [what, names] of [
    [
      architectures[hostArch].installable,
      qemuPrograms(hostArch),
    ],
    [
      'ssh',
      [sshProgram],
    ],
  ] as const) {
    for (const name of names) {
      if (await findProgram(name) === undefined) {
        findings.push({
          grade: 'note',
          topic: TOPIC,
          words: `${name} is not installed`,
          remedy: await installCommand(what),
        })
      }
    }
  }
  return findings
}

async function examineImage(image: unknown): Promise<Finding[]> {
  if (!isImage(image)) {
    if ((image as MachineError).code !== 'image-missing')
      throw image
    const others = guestArchs.filter(arch => arch !== hostArch)
    const foreign = await findImage(others.flatMap(imageFoldersOf)).catch(() => undefined)
    return [
      {
        grade: 'note',
        topic: TOPIC,
        words: `no image for this computer's processor (${hostArch}) in ${cacheFolder()}${foreign
          ? `; that for ${foreign.manifest.arch} would be emulated`
          : ''}`,
        remedy: 'npm run image -- qemu, or one that was packed elsewhere: npm run image -- import FILE',
      },
    ]
  }
  const { arch, set, built, debian } = image.manifest
  const days = Math.floor((Date.now() - Date.parse(built)) / DAY_MS)
  const words = `image of ${built.slice(0, 10)}, Debian ${debian} for ${arch}, the ${set} set of packages`
  return [
    days > OLD_DAYS
      ? {
          grade: 'note',
          topic: TOPIC,
          words: `${words}, ${days} days old`,
          remedy: 'npm run image -- qemu',
        }
      : { grade: 'good', topic: TOPIC, words },
  ]
}
