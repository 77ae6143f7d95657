import type { QemuHost } from './qemu-host.ts'
import { createHash } from 'node:crypto'
import { constants, copyFile, readdir, rename, rm, stat, statfs, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { stateFolder, stateName } from './base-disk.ts'

/** Hex digits of a state's name in that of its file. */
const DIGITS = 16
const PREFIX = 'kept-'
/** Bytes of disk that kept states may take together: about seven of a guest with a container engine at work. */
export const MOST_KEPT_BYTES = 4 * 2 ** 30
/** Bytes of disk that are left to others. */
const RESERVED_BYTES = 2 * 2 ** 30

export interface KeepLimits {
  /** @default 4 GiB */
  mostBytes?: number
  /** @default 2 GiB */
  reservedBytes?: number
}

/** QEMU's name of a kept state, in whatever disk. */
export function keptTag(state: string): string {
  return `${PREFIX}${createHash('sha256').update(state).digest('hex').slice(0, DIGITS)}`
}

/** The disk with a kept state, which counts as used now. */
export async function findKeptDisk(host: QemuHost, state: string): Promise<string | undefined> {
  const disk = keptDisk(host, state)
  const now = new Date()
  return await utimes(disk, now, now).then(() => disk, () => undefined)
}

/**
 * Keeps a copy of a disk that has the state, and removes those that were not used for longest where that makes too much. Answers with whether
 * there was room. A copy that is broken off lies in the disk's own folder.
 */
export async function keepDisk(host: QemuHost, state: string, disk: string, { mostBytes = MOST_KEPT_BYTES, reservedBytes = RESERVED_BYTES }: KeepLimits = {}): Promise<boolean> {
  const { size } = await stat(disk)
  const { bavail, bsize } = await statfs(disk)
  if (size > mostBytes || bavail * bsize - size < reservedBytes)
    return false
  const copy = join(dirname(disk), 'kept.qcow2')
  await copyFile(disk, copy, constants.COPYFILE_FICLONE)
  await rename(copy, keptDisk(host, state))
  await removeOldest(stateFolder(host.image), mostBytes)
  return true
}

/** Bytes of each state that is kept for a host as it is now. */
export async function keptSizes(host: QemuHost): Promise<number[]> {
  const disks = await disksOf(stateFolder(host.image)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT')
      throw error
    return []
  })
  return disks.filter(({ path }) => path.endsWith(`-${stateName(host)}.qcow2`)).map(({ size }) => size)
}

/** Forgets a state that is of no use. */
export async function removeKeptDisk(host: QemuHost, state: string): Promise<void> {
  await rm(keptDisk(host, state), { force: true })
}

function keptDisk(host: QemuHost, state: string): string {
  return join(stateFolder(host.image), `${keptTag(state)}-${stateName(host)}.qcow2`)
}

async function removeOldest(folder: string, mostBytes: number): Promise<void> {
  let bytes = 0
  for (const { path, size } of await disksOf(folder)) {
    bytes += size
    if (bytes > mostBytes)
      await rm(path, { force: true })
  }
}

/** Disks with kept states, last used first. */
async function disksOf(folder: string): Promise<{ path: string, size: number }[]> {
  const disks = await Promise.all((await readdir(folder)).filter(name => name.startsWith(PREFIX)).map(async (name) => {
    const path = join(folder, name)
    const { size, mtimeMs } = await stat(path)
    return { path, size, mtimeMs }
  }))
  return disks.sort((one, other) => other.mtimeMs - one.mtimeMs)
}
