import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/**
 * Makes a folder so that under its name there is the whole of it or what was there before. `fill` writes into an empty folder beside
 * it, and what it returns is returned.
 */
export async function replaceFolder<Result>(folder: string, fill: (partial: string) => Promise<Result>): Promise<Result> {
  const partial = partialFolder(folder)
  const old = sibling(folder, 'old')
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true })
  try {
    const result = await fill(partial)
    await rm(old, { recursive: true, force: true })
    const replaced = await rename(folder, old).then(() => true, () => false)
    try {
      await rename(partial, folder)
    }
    catch (error) {
      if (replaced)
        await rename(old, folder)
      throw error
    }
    return result
  }
  finally {
    await rm(partial, { recursive: true, force: true })
    await rm(old, { recursive: true, force: true })
  }
}

/** Where a folder is filled until it is whole. Who ends the process in the middle removes it. */
export function partialFolder(folder: string): string {
  return sibling(folder, 'part')
}

/** On the same disk, so that it can be renamed, and hidden, so that no static host shows it. */
function sibling(folder: string, ending: string): string {
  return join(dirname(folder), `.${basename(folder)}.${ending}`)
}
