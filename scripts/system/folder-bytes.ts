import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sum } from '../base/sum.ts'

/** Size of all files in a folder and below it. */
export async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = await Promise.all(entries.filter(entry => entry.isFile()).map(async entry =>
    (await stat(join(entry.parentPath, entry.name))).size))
  return sum(sizes)
}
