import type { GuestArch } from '../images/qemu/architectures.ts'
import type { QemuImage } from '../machines/qemu/load-qemu-image.ts'
import type { Finding } from './finding.ts'
import { mkdir, statfs } from 'node:fs/promises'
import process from 'node:process'
import { cacheFolder } from '../cache-folder.ts'
import { findProgram } from '../find-program.ts'
import { architectures, hostArch } from '../images/qemu/architectures.ts'
import { installCommand } from '../install-command.ts'
import { hasBaseDisk } from '../machines/qemu/base-disk.ts'
import { findImage, findQemuHost, imageFolders, qemuPrograms, sshProgram } from '../machines/qemu/qemu-host.ts'

const TOPIC = 'full machine'
/** Days after which Debian will have mended something in an image. */
const OLD_DAYS = 90
const DAY_MS = 24 * 60 * 60 * 1000
/** Gibibytes that running machines may take on disk, with what demos write. */
const ENOUGH_DISK = 4
const GIB = 2 ** 30

/** What the full machine needs here: programs, an image, hardware that helps, and disk. It is a choice, so that nothing of it is bad. */
export async function examineFullMachine(): Promise<Finding[]> {
  const image = await findImage(imageFolders).catch((error: Error) => error)
  const programs = await examinePrograms(image instanceof Error
    ? hostArch
    : image.manifest.arch)
  const findings = [
    ...programs,
    examineImage(image),
    await examineDisk(),
  ]
  if (programs.length > 0 || image instanceof Error)
    return findings
  const host = await findQemuHost()
  const { name, isHardware, complaint } = host.accelerator
  findings.push(
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
    await hasBaseDisk(host)
      ? { grade: 'good', topic: TOPIC, words: 'has booted once, so that every start is a restored snapshot' }
      : {
          grade: 'note',
          topic: TOPIC,
          words: 'has not booted yet, which takes a minute once',
          remedy: 'npm start -- --machine qemu',
        },
  )
  return findings
}

async function examinePrograms(arch: GuestArch): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const [what, names] of [
    [
      architectures[arch].installable,
      qemuPrograms(arch),
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

function examineImage(image: QemuImage | Error): Finding {
  if (image instanceof Error)
    return { grade: 'note', topic: TOPIC, words: image.message }
  const { arch, set, built, debian } = image.manifest
  const days = Math.floor((Date.now() - Date.parse(built)) / DAY_MS)
  const words = `image of ${built.slice(0, 10)}, Debian ${debian} for ${arch}, the ${set} set of packages`
  return days > OLD_DAYS
    ? {
        grade: 'note',
        topic: TOPIC,
        words: `${words}, ${days} days old`,
        remedy: 'npm run image -- qemu',
      }
    : { grade: 'good', topic: TOPIC, words }
}

async function examineDisk(): Promise<Finding> {
  const folder = cacheFolder()
  await mkdir(folder, { recursive: true })
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize / GIB
  return {
    grade: free < ENOUGH_DISK
      ? 'note'
      : 'good',
    topic: TOPIC,
    words: `${free.toFixed(1)} GiB free for its disks in ${folder}`,
    ...free < ENOUGH_DISK && { remedy: `Make room: machines may take ${ENOUGH_DISK} GiB` },
  }
}
