import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../base/usage-error.ts'

/** Stands in every folder of a site. It tells GitHub Pages to publish files as they are, which would leave out those whose name begins with `_`. */
export const NO_JEKYLL = '.nojekyll'

/**
 * Makes sure that a build into `output` replaces nothing but what a build made: the folders of decks, and the list of decks where there are
 * more than one. Throws `UsageError` that names what is somebody else's.
 */
export async function assertReplaceable(output: string, decks: readonly string[]): Promise<void> {
  for (const folder of decks.map(deck => join(output, deck))) {
    const names = await namesIn(folder)
    if (names.length > 0 && !names.includes(NO_JEKYLL))
      throw new UsageError(`${folder} holds other things than a deck's site, and would be replaced as a whole. Name another folder with --output, or take it away.`)
  }
  const names = await namesIn(output)
  if (decks.length > 1 && names.includes('index.html') && !names.includes(NO_JEKYLL))
    throw new UsageError(`${join(output, 'index.html')} is of no site that was built here, and would be replaced by the list of decks. Name another folder with --output, or take it away.`)
}

async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT')
      return []
    throw new UsageError(`${folder} cannot take a site: ${error.message}. Name another folder with --output.`, { cause: error })
  })
}
