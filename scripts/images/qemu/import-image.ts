import type { QemuManifest } from '../../machines/qemu/manifest.ts'
import type { MadeImage } from './next-words.ts'
import { Buffer } from 'node:buffer'
import { chmod, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { extract, list } from 'tar'
import * as v from 'valibot'
import { Progress } from '../../cli/progress.ts'
import { imageFolder } from '../../machines/qemu/image-folder.ts'
import { imageFiles, MANIFEST_FILE, qemuManifestSchema } from '../../machines/qemu/manifest.ts'
import { ImageError } from '../image-error.ts'
import { inWorkingFolder } from '../working-folder.ts'
import { describeFile, placeImage } from './image-files.ts'

const expected: ReadonlySet<string> = new Set([MANIFEST_FILE, ...imageFiles])

/**
 * Takes an image that was packed elsewhere into the place of this computer's own (`out`, or the folder of its set in the cache), once every
 * file in it is what its manifest says.
 * @returns what it is, and its folder
 * @throws ImageError that names what is wrong with the file; nothing was changed then
 */
export async function importQemuImage(file: string, out?: string): Promise<MadeImage> {
  const { size } = await stat(file).catch((cause: Error) => {
    throw new ImageError(`${file} cannot be read: ${cause.message}`, { cause })
  })
  const manifest = await readPackedManifest(file)
  const target = out ?? imageFolder(manifest.set, manifest.arch)
  await inWorkingFolder(target, size, async ({ path: folder, signal }) => {
    const progress = new Progress(2)
    await progress.stage('unpacking', async (reporter) => {
      let done = 0
      await extract({
        file,
        cwd: folder,
        strict: true,
        onReadEntry: () => reporter.advance(++done, expected.size),
      }).catch((cause: Error) => {
        throw damaged(file, cause.message, cause)
      })
      signal.throwIfAborted()
    })
    await progress.stage('checking', async (reporter) => {
      for (const [index, name] of imageFiles.entries()) {
        reporter.advance(index, imageFiles.length)
        const { bytes, sha256 } = manifest.files[name]
        const found = await describeFile(join(folder, name))
        signal.throwIfAborted()
        if (found.bytes !== bytes || found.sha256 !== sha256)
          throw damaged(file, `${name} is not what its manifest says (${found.bytes} bytes, sha256 ${found.sha256})`)
      }
      await chmod(join(folder, 'client_key'), 0o600)
      await placeImage(folder, target, manifest)
      reporter.note(target)
    })
  })
  return { arch: manifest.arch, set: manifest.set, folder: target }
}

/** Before anything is written: what the file says of itself, once it is sure that it holds an image and nothing else. */
async function readPackedManifest(file: string): Promise<QemuManifest> {
  const names = new Set<string>()
  const texts: Buffer[] = []
  await list({
    file,
    strict: true,
    onReadEntry: (entry) => {
      names.add(entry.type === 'File'
        ? entry.path
        : `${entry.path} (${entry.type})`)
      if (entry.path === MANIFEST_FILE)
        entry.on('data', data => texts.push(data))
    },
  }).catch((cause: Error) => {
    throw damaged(file, cause.message, cause)
  })
  const missing = [...expected].filter(name => !names.has(name))
  const foreign = [...names].filter(name => !expected.has(name))
  if (missing.length > 0)
    throw damaged(file, `it lacks ${missing.join(', ')}`)
  if (foreign.length > 0)
    throw damaged(file, `it has ${foreign.join(', ')}, which no image has`)
  try {
    return v.parse(qemuManifestSchema, JSON.parse(Buffer.concat(texts).toString()))
  }
  catch (cause) {
    throw damaged(file, `its manifest cannot be read: ${(cause as Error).message}`, cause)
  }
}

function damaged(file: string, what: string, cause?: unknown): ImageError {
  return new ImageError(`${file} is no packed image, or is damaged: ${what}. Copy it anew from the computer where "npm run image -- pack" made it.`, { cause })
}
