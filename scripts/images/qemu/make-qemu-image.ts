import type { ImageFile, QemuManifest } from './manifest.ts'
import type { PackageSet } from './package-sets.ts'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { pipeline } from 'node:stream/promises'
import { checkReplaceable } from '../check-replaceable.ts'
import { ImageError } from '../image-error.ts'
import { Progress } from '../progress.ts'
import { requirePrograms } from '../require-programs.ts'
import { bootGuest } from './boot-guest.ts'
import { checkGuest } from './guest-checks.ts'
import { imageFolder } from './image-folder.ts'
import { makeDisk } from './make-disk.ts'
import { imageFiles, MANIFEST_FILE } from './manifest.ts'
import { makeRootArchive } from './root-archive.ts'

/** Mebibytes: enough for a Docker daemon and what it runs. */
const MEMORY: Readonly<Record<PackageSet, number>> = { core: 512, full: 1536 }

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
    throw new ImageError(`The full machine's image is made on Linux on x86-64, this is ${process.platform} on ${process.arch}. Make it there, and copy its folder to ${out}.`)
  await requirePrograms({
    'mmdebstrap': 'mmdebstrap',
    'tar': 'tar',
    'mke2fs': 'e2fsprogs',
    'qemu-img': 'qemu-utils',
    'qemu-system-x86_64': 'qemu-system-x86',
    'ssh': 'openssh-client',
    'ssh-keygen': 'openssh-client',
  })
  await checkReplaceable(out)
  await mkdir(dirname(out), { recursive: true })
  // Beside its destination: a rename does not cross file systems, and there is room for it or there is not.
  const folder = await mkdtemp(join(dirname(out), `.${basename(out)}-`))
  const interrupt = new AbortController()
  const onInterrupt = (): void => interrupt.abort(new ImageError('Interrupted. Nothing was written.'))
  process.once('SIGINT', onInterrupt).once('SIGTERM', onInterrupt)
  const { signal } = interrupt
  try {
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
        files: Object.fromEntries(await Promise.all(imageFiles.map(async name => [name, await describe(join(folder, name))]))) as QemuManifest['files'],
        packages: archive.packages,
        checks,
      }
      await replaceFolder(folder, out, manifest)
      reporter.note(out)
      return manifest
    })
  }
  finally {
    process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt)
    await rm(folder, { recursive: true, force: true })
  }
}

/** Puts the image in place of what was there, all at once. */
async function replaceFolder(folder: string, out: string, manifest: QemuManifest): Promise<void> {
  const image = join(folder, 'image')
  await mkdir(image)
  for (const name of imageFiles)
    await rename(join(folder, name), join(image, name))
  await writeFile(join(image, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`)
  await rename(out, join(folder, 'former')).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT')
      throw error
  })
  await rename(image, out)
}

async function describe(path: string): Promise<QemuManifest['files'][ImageFile]> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return {
    bytes: (await stat(path)).size,
    sha256: hash.digest('hex'),
  }
}
