import type { GuestArch } from './architectures.ts'
import type { PackageSet } from './package-set.ts'
import { join } from 'node:path'
import { cacheFolder } from '../../system/cache-folder.ts'
import { hostArch } from './architectures.ts'

/** Where the full machine's image of a set lies, unless `--out` says otherwise. */
export function imageFolder(set: PackageSet, arch: GuestArch = hostArch): string {
  return join(cacheFolder(), `qemu-${arch}-${set}`)
}
