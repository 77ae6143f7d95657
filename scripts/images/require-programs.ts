import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { ImageError } from './image-error.ts'

/** Makes sure that programs of the host are there, before a recipe begins. `programs` gives the Debian package that has each. */
export async function requirePrograms(programs: Readonly<Record<string, string>>): Promise<void> {
  const missing: string[] = []
  for (const program of Object.keys(programs)) {
    if (!await isInstalled(program))
      missing.push(program)
  }
  if (missing.length > 0) {
    throw new ImageError(`Not found: ${missing.join(', ')}. Install with: apt-get install ${[
      ...new Set(missing.map(program => programs[program])),
    ].join(' ')}`)
  }
}

async function isInstalled(program: string): Promise<boolean> {
  // Debian keeps some of them where only root looks.
  for (const folder of [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/sbin',
    '/sbin',
  ]) {
    if (await access(join(folder, program), constants.X_OK).then(() => true, () => false))
      return true
  }
  return false
}
