import type { QemuManifest } from './manifest.ts'
import type { PackageSet } from './package-sets.ts'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { ImageError } from '../image-error.ts'
import { Progress } from '../progress.ts'
import { requirePrograms } from '../require-programs.ts'
import { inWorkingFolder } from '../working-folder.ts'
import { bootGuest } from './boot-guest.ts'
import { checkGuest } from './guest-checks.ts'
import { describeFile, placeImage } from './image-files.ts'
import { imageFolder } from './image-folder.ts'
import { makeDisk } from './make-disk.ts'
import { imageFiles } from './manifest.ts'
import { makeRootArchive } from './root-archive.ts'

/** Mebibytes: enough for a Docker daemon and what it runs. */
const MEMORY: Readonly<Record<PackageSet, number>> = { core: 512, full: 1536 }

/** Bytes that making takes for a while: the archive of the packages, the plain disk and the compressed one. */
const ROOM: Readonly<Record<PackageSet, number>> = { core: 1.5 * 2 ** 30, full: 5 * 2 ** 30 }

const COMMAND_LINE = 'root=/dev/vda rw init=/usr/lib/kit/boot console=ttyS0 quiet'

export interface QemuImageOptions {
  set: PackageSet
  /** Folder that is replaced by the image. @default imageFolder(set) */
  out?: string
}

/**
 * Makes the full machine's image: Debian packages → disk → one boot, in which its promises are tried → files. Interrupted, it leaves
 * what was there before.
 * @returns what was written
 */
export async function makeQemuImage({ set, out = imageFolder(set) }: QemuImageOptions): Promise<QemuManifest> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new ImageError(`The full machine's image is made on Linux on x86-64, this is ${process.platform} on ${process.arch}. Make it there and pack it with "npm run image -- pack"; here, "npm run image -- import FILE" takes it.`)
  await requirePrograms({
    'mmdebstrap': 'mmdebstrap',
    'tar': 'tar',
    'mke2fs': 'e2fsprogs',
    'qemu-img': 'qemu-utils',
    'qemu-system-x86_64': 'qemu-system-x86',
    'ssh': 'openssh-client',
    'ssh-keygen': 'openssh-client',
  })
  return await inWorkingFolder(out, ROOM[set], async ({ path: folder, signal }) => {
    // The hooks of a rootless mmdebstrap are another account.
    await chmod(folder, 0o755)
    const progress = new Progress(4)
    const archive = await progress.stage('Debian packages', reporter => makeRootArchive(folder, set, reporter, signal))
    const disk = await progress.stage('disk', reporter => makeDisk(folder, archive.path, reporter, signal))
    await writeFile(join(folder, 'client_key'), archive.clientKey, { mode: 0o600 })
    await writeFile(join(folder, 'known_host'), `${archive.hostKey}\n`)
    const checks = await progress.stage('one boot', async (reporter) => {
      await using guest = await bootGuest({
        folder,
        hostKey: archive.hostKey,
        commandLine: COMMAND_LINE,
        memory: MEMORY[set],
      }, reporter, signal)
      return await checkGuest(guest, set, reporter)
    })
    return await progress.stage('writing', async (reporter) => {
      const manifest: QemuManifest = {
        format: 1,
        arch: 'amd64',
        set,
        built: new Date().toISOString().slice(0, 10),
        debian: disk.debian,
        kernel: { release: disk.kernelRelease, commandLine: COMMAND_LINE },
        memory: MEMORY[set],
        files: Object.fromEntries(await Promise.all(imageFiles.map(async name => [name, await describeFile(join(folder, name))]))) as QemuManifest['files'],
        packages: archive.packages,
        checks,
      }
      await placeImage(folder, out, manifest)
      reporter.note(out)
      return manifest
    })
  })
}
