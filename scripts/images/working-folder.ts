import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, statfs } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { asRoot } from './as-root.ts'
import { checkReplaceable } from './check-replaceable.ts'
import { ImageError } from './image-error.ts'

const GIBIBYTE = 2 ** 30

export interface WorkingFolder {
  path: string
  /** Aborted when the work is interrupted. */
  signal: AbortSignal
}

/**
 * Gives work a folder beside the one that it is to replace, since a rename does not cross file systems, and takes it away afterwards, whatever
 * happens: interrupted, the work leaves what was there before. `bytes` is the free space that the work needs.
 * @throws ImageError where `out` may not be replaced or there is no room
 */
export async function inWorkingFolder<T>(out: string, bytes: number, work: (folder: WorkingFolder) => Promise<T>): Promise<T> {
  await checkReplaceable(out)
  const parent = dirname(out)
  await mkdir(parent, { recursive: true })
  const { bavail, bsize } = await statfs(parent)
  if (bavail * bsize < bytes)
    throw new ImageError(`${parent} has ${(bavail * bsize / GIBIBYTE).toFixed(1)} GiB free, and this takes ${(bytes / GIBIBYTE).toFixed(1)}. Make room there, or name a folder on another disk with --out.`)
  const path = await mkdtemp(join(parent, `.${basename(out)}-`))
  const interrupt = new AbortController()
  const onInterrupt = (): void => interrupt.abort(new ImageError('Interrupted. Nothing was written.'))
  process.once('SIGINT', onInterrupt).once('SIGTERM', onInterrupt)
  try {
    return await work({ path, signal: interrupt.signal })
  }
  finally {
    process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt)
    await remove(path)
  }
}

/** What was made without root may belong to accounts that only a user namespace reaches. */
async function remove(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true })
  }
  catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES')
      throw error
    await promisify(execFile)(...asRoot('rm', ['-rf', path]))
  }
}
