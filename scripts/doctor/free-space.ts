import type { Finding } from './finding.ts'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { cacheFolder } from '../system/cache-folder.ts'
import { gibibytes } from './gibibytes.ts'

/** Bytes that running machines may take on disk, with what demos write. */
const ENOUGH_DISK = 4 * 2 ** 30

/** Room for the full machine's disks. */
export async function examineFreeSpace(topic: string): Promise<Finding[]> {
  const folder = cacheFolder()
  const free = await freeBytes(folder)
  const isFine = free >= ENOUGH_DISK
  return [
    {
      grade: isFine
        ? 'good'
        : 'note',
      topic,
      words: `${gibibytes(free)} GiB free for its disks in ${folder}`,
      ...!isFine && { remedy: `Make room: machines may take ${ENOUGH_DISK / 2 ** 30} GiB; XDG_CACHE_HOME names another place` },
    },
  ]
}

/** Of the disk on which the folder is, or would be. */
async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  }
  catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(folder) === folder)
      throw error
    return await freeBytes(dirname(folder))
  }
}
