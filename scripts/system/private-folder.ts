import { lstat, mkdir } from 'node:fs/promises'
import process from 'node:process'
import { UsageError } from '../base/usage-error.ts'

/** Permissions of everybody but the owner. */
const OTHERS = 0o077

/** Makes a folder that its owner alone can enter, where it is not there yet. Throws `UsageError` for one that others can change. */
export async function makePrivateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  await assertPrivate(path)
}

/**
 * Throws `UsageError` where a folder is a link, another user's, or open to others: what lies in it may not be run or trusted. On
 * Windows, a folder in the user's profile is private by what it inherits.
 */
export async function assertPrivate(path: string): Promise<void> {
  if (process.getuid === undefined)
    return
  const found = await lstat(path)
  if (!found.isDirectory() || found.uid !== process.getuid() || (found.mode & OTHERS) !== 0)
    throw new UsageError(`${path} is not a folder that only you can enter, so what lies in it is not trusted. Remove it, and try again.`)
}
