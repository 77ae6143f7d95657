import { findProgram } from '../system/find-program.ts'
import { ImageError } from './image-error.ts'

/** Makes sure that programs of the host are there, before a recipe begins. `programs` gives the Debian package that has each. */
export async function requirePrograms(programs: Readonly<Record<string, string>>): Promise<void> {
  const missing: string[] = []
  for (const program of Object.keys(programs)) {
    if (await findProgram(program) === undefined)
      missing.push(program)
  }
  if (missing.length > 0) {
    throw new ImageError(`Not found: ${missing.join(', ')}. Install with: apt-get install ${[
      ...new Set(missing.map(program => programs[program])),
    ].join(' ')}`)
  }
}
