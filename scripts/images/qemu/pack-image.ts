import type { QemuManifest } from '../../machines/qemu/manifest.ts'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { create } from 'tar'
import { Progress } from '../../cli/progress.ts'
import { loadQemuImage } from '../../machines/qemu/load-qemu-image.ts'
import { imageFiles, MANIFEST_FILE } from '../../machines/qemu/manifest.ts'
import { ImageError } from '../image-error.ts'

/** Name of a packed image, unless the user gives another. */
export function packedName({ set, arch, built }: QemuManifest): string {
  return `containers-bottom-up-qemu-${arch}-${set}-${built}.tar`
}

/**
 * Packs an image into one file, for computers that cannot make it. Not compressed, for the disk in it is. Without a name for the file, it
 * comes to lie in the present folder as `packedName` says; what was there before is replaced.
 * @returns the file
 */
export async function packQemuImage(folder: string, file?: string): Promise<string> {
  const image = await loadQemuImage(folder)
  if (!image)
    throw new ImageError(`There is no image in ${folder}. Make one first: npm run image -- qemu`)
  const out = file ?? packedName(image.manifest)
  const part = `${out}.part`
  await mkdir(dirname(out), { recursive: true })
  try {
    await new Progress(1).stage('packing', async (reporter) => {
      // The manifest first, so that a reader of the file knows what is to come.
      await create({ cwd: folder, file: part, portable: true }, [MANIFEST_FILE, ...imageFiles])
      await rename(part, out)
      reporter.note(`${basename(out)}  ${((await stat(out)).size / 2 ** 20).toFixed(0)} MiB`)
    })
  }
  finally {
    await rm(part, { force: true })
  }
  return out
}
