import type { ImageFile, QemuManifest } from '../../machines/qemu/manifest.ts'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { imageFiles, MANIFEST_FILE } from '../../machines/qemu/manifest.ts'

/** Length and checksum of a file, as a manifest has them. */
export async function describeFile(path: string): Promise<QemuManifest['files'][ImageFile]> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return {
    bytes: (await stat(path)).size,
    sha256: hash.digest('hex'),
  }
}

/** Puts an image's files, which lie in `folder`, in place of what was at `out`, all at once. Both are on the same file system. */
export async function placeImage(folder: string, out: string, manifest: QemuManifest): Promise<void> {
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
