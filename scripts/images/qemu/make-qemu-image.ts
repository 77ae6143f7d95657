import type { GuestArch } from '../../machines/qemu/architectures.ts'
import type { QemuManifest } from '../../machines/qemu/manifest.ts'
import type { PackageSet } from '../../machines/qemu/package-set.ts'
import { access, chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { Progress } from '../../cli/progress.ts'
import { architectures, hostArch } from '../../machines/qemu/architectures.ts'
import { imageFolder } from '../../machines/qemu/image-folder.ts'
import { imageFiles } from '../../machines/qemu/manifest.ts'
import { ImageError } from '../image-error.ts'
import { requirePrograms } from '../require-programs.ts'
import { inWorkingFolder } from '../working-folder.ts'
import { bootGuest } from './boot-guest.ts'
import { checkGuest } from './check-guest.ts'
import { checksOf } from './guest-checks.ts'
import { describeFile, placeImage } from './image-files.ts'
import { imagePrograms } from './image-programs.ts'
import { KeptArchive } from './kept-archive.ts'
import { makeDisk } from './make-disk.ts'
import { makeRootArchive, recipeDigest } from './root-archive.ts'

/** Mebibytes: enough for a Docker daemon and what it runs. */
const MEMORY: Readonly<Record<PackageSet, number>> = { core: 512, full: 1536 }

/** Bytes that making takes for a while: the archive of the packages, the plain disk and the compressed one. */
const ROOM: Readonly<Record<PackageSet, number>> = { core: 1.5 * 2 ** 30, full: 5 * 2 ** 30 }

/** How a Linux for the guest's processor begins. */
function commandLine(arch: GuestArch): string {
  return `root=/dev/vda rw init=/usr/lib/kit/boot console=${architectures[arch].console} quiet`
}

export interface QemuImageOptions {
  /** @default that of this computer */
  arch?: GuestArch
  set: PackageSet
  /** Folder that is replaced by the image. @default imageFolder(set, arch) */
  out?: string
}

/**
 * Makes the full machine's image: Debian packages → disk → one boot, in which its promises are tried → files. Interrupted, it leaves
 * what was there before, and goes on from the packages when it is called again.
 * @returns what was written
 */
export async function makeQemuImage({ set, arch = hostArch, out = imageFolder(set, arch) }: QemuImageOptions): Promise<QemuManifest> {
  if (process.platform !== 'linux') {
    throw new ImageError(`The full machine's image is made on Linux, this is ${process.platform}. Make it there${arch === 'amd64'
      ? ''
      : `, with --arch ${arch},`} and pack it with "npm run image -- pack"; here, "npm run image -- import FILE" takes it.`)
  }
  await requireForeignPrograms(arch)
  await requirePrograms(imagePrograms(arch))
  return await inWorkingFolder(out, ROOM[set], async ({ path: folder, signal }) => {
    // The hooks of a rootless mmdebstrap are another account.
    await chmod(folder, 0o755)
    const progress = new Progress(4)
    const begin = performance.now()
    let resumed = false
    const recipe = { arch, set }
    const kept = new KeptArchive(out, await recipeDigest(recipe))
    const archive = await progress.stage('Debian packages', async (reporter) => {
      const found = await kept.find()
      if (!found)
        return await kept.keep(await makeRootArchive(folder, recipe, reporter, signal))
      resumed = true
      reporter.note(`${found.packages.length} packages, fetched before the last build was interrupted`)
      return found
    })
    const disk = await progress.stage('disk', reporter => makeDisk(folder, archive.path, reporter, signal))
    await writeFile(join(folder, 'client_key'), archive.clientKey, { mode: 0o600 })
    await writeFile(join(folder, 'known_host'), `${archive.hostKey}\n`)
    const checks = await kept.unlessItFails(() => progress.stage('one boot', async (reporter) => {
      const guest = await bootGuest({
        arch,
        folder,
        hostKey: archive.hostKey,
        commandLine: commandLine(arch),
        memory: MEMORY[set],
      }, reporter, signal)
      return await checkGuest(guest, checksOf(set, arch), reporter, signal).finally(() => guest[Symbol.asyncDispose]())
    }), signal)
    return await progress.stage('writing', async (reporter) => {
      const manifest: QemuManifest = {
        format: 1,
        arch,
        set,
        built: new Date().toISOString().slice(0, 10),
        ...!resumed && {
          seconds: Math.round((performance.now() - begin) / 1000),
        },
        debian: disk.debian,
        kernel: {
          release: disk.kernelRelease,
          commandLine: commandLine(arch),
        },
        memory: MEMORY[set],
        files: Object.fromEntries(await Promise.all(imageFiles.map(async name => [name, await describeFile(join(folder, name))]))) as QemuManifest['files'],
        packages: archive.packages,
        checks,
      }
      await placeImage(folder, out, manifest)
      await kept.discard()
      reporter.note(out)
      return manifest
    })
  })
}

/** Debian's packages run their scripts as they are installed; those for another processor take an emulator that the kernel starts by itself. */
async function requireForeignPrograms(arch: GuestArch): Promise<void> {
  const { node, binfmt } = architectures[arch]
  if (node === process.arch)
    return
  await access(join('/proc/sys/fs/binfmt_misc', binfmt)).catch((cause: unknown) => {
    throw new ImageError(`This computer's processor is another (${process.arch}), and its kernel has no emulator for ${arch} programs. Install one: apt-get install qemu-user-static binfmt-support arch-test`, { cause })
  })
  await requirePrograms({ 'arch-test': 'arch-test' })
}
