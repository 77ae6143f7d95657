import { readdir } from 'node:fs/promises'
import { ImageError } from './image-error.ts'

/** Every image has one among its files. */
const MANIFEST_FILE = 'manifest.json'

/** Makes sure that a folder may be replaced: there is none, it is empty, or it holds an image. */
export async function checkReplaceable(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT')
      return [] as string[]
    throw new ImageError(`${folder} cannot take the image: ${error.message}. Name another folder with --out.`, { cause: error })
  })
  if (names.length > 0 && !names.includes(MANIFEST_FILE))
    throw new ImageError(`${folder} holds other things than an image, and would be replaced as a whole. Name another folder with --out.`)
}
