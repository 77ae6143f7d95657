import type { LockedPackage } from './held-lock.ts'
import { readFile, writeFile } from 'node:fs/promises'
import { heldPackages } from './held-lock.ts'

// The second half of `npm run lock`.
const path = new URL('../../package-lock.json', import.meta.url)
const lock = JSON.parse(await readFile(path, 'utf8')) as { packages: Record<string, LockedPackage> }
await writeFile(path, `${JSON.stringify({
  ...lock,
  packages: heldPackages(lock.packages),
}, null, 2)}\n`)
