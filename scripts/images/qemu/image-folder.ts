import type { PackageSet } from './package-sets.ts'
import { join } from 'node:path'
import { cacheFolder } from '../../cache-folder.ts'

/** Where the full machine's image of a set lies, unless `--out` says otherwise. */
export function imageFolder(set: PackageSet): string {
  return join(cacheFolder(), `qemu-amd64-${set}`)
}
