import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { ImageError } from '../image-error.ts'

/** Programs of the host that the recipe runs, with the Debian package that has them. */
const PROGRAMS: Readonly<Record<string, string>> = { 'mmdebstrap': 'mmdebstrap', 'dpkg-deb': 'dpkg', 'tar': 'tar' }

/** Makes sure that the recipe can run here, before it begins. */
export async function checkHost(): Promise<void> {
  if (process.platform !== 'linux')
    throw new ImageError(`The embedded machine's image is made on Linux, this is ${process.platform}. It is committed with the project, so there is no need to make it; to change it, run the recipe in a Debian container or machine.`)
  const missing: string[] = []
  for (const program of Object.keys(PROGRAMS)) {
    if (!await isInstalled(program))
      missing.push(program)
  }
  if (missing.length > 0)
    throw new ImageError(`Not found: ${missing.join(', ')}. Install with: apt-get install ${missing.map(program => PROGRAMS[program]).join(' ')}`)
}

async function isInstalled(program: string): Promise<boolean> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (await access(join(folder, program), constants.X_OK).then(() => true, () => false))
      return true
  }
  return false
}
