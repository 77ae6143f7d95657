import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Folders of recordings whose demo does not exist any more, and what an interrupted write left behind. */
export async function orphanedRecordings(folder: string, catalogue: DemoCatalogue): Promise<string[]> {
  return (await readFolders(folder)).filter(name => !catalogue.has(name)).sort()
}

/** Removes them, and says which. */
export async function removeOrphanedRecordings(folder: string, catalogue: DemoCatalogue): Promise<string[]> {
  const orphans = await orphanedRecordings(folder, catalogue)
  for (const orphan of orphans)
    await rm(join(folder, orphan), { recursive: true, force: true })
  return orphans
}

async function readFolders(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder, { withFileTypes: true })).filter(entry => entry.isDirectory()).map(({ name }) => name)
  }
  catch (error) {
    // Nothing was ever recorded.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return []
    throw error
  }
}
