import process from 'node:process'
import { ImageError } from '../image-error.ts'
import { requirePrograms } from '../require-programs.ts'

/** Makes sure that the recipe can run here, before it begins. */
export async function checkHost(): Promise<void> {
  if (process.platform !== 'linux')
    throw new ImageError(`The embedded machine's image is made on Linux, this is ${process.platform}. It is committed with the project, so there is no need to make it; to change it, run the recipe in a Debian container or machine.`)
  await requirePrograms({ 'mmdebstrap': 'mmdebstrap', 'dpkg-deb': 'dpkg', 'tar': 'tar' })
}
