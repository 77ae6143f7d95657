import type { QemuManifest } from './manifest.ts'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { MachineError } from '../machine.ts'
import { imageFiles, MANIFEST_FILE, qemuManifestSchema } from './manifest.ts'

const REMEDY = 'Make it anew: npm run image -- qemu'

/** An image of the full machine as it lies in a folder. */
export interface QemuImage {
  folder: string
  manifest: QemuManifest
}

/**
 * Reads an image's manifest, and checks that its files are there and as long as they should be.
 * @returns undefined where the folder has no image
 * @throws MachineError 'image-mismatch', naming the file, what was seen and what to do
 */
export async function loadQemuImage(folder: string): Promise<QemuImage | undefined> {
  const path = join(folder, MANIFEST_FILE)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined)
    return undefined
  const manifest = parse(path, text)
  for (const name of imageFiles) {
    const { size } = await stat(join(folder, name)).catch(() => ({ size: undefined }))
    const { bytes } = manifest.files[name]
    if (size !== bytes) {
      throw new MachineError('image-mismatch', `${join(folder, name)} ${size === undefined
        ? 'is missing'
        : `has ${size} bytes in place of ${bytes}`}. ${REMEDY}`)
    }
  }
  return { folder, manifest }
}

function parse(path: string, text: string): QemuManifest {
  try {
    return v.parse(qemuManifestSchema, JSON.parse(text))
  }
  catch (cause) {
    const place = v.isValiError(cause)
      ? ` at ${v.getDotPath(cause.issues[0]) ?? 'its root'}`
      : ''
    throw new MachineError('image-mismatch', `${path} cannot be read${place}: ${(cause as Error).message}. ${REMEDY}`, { cause })
  }
}
