import type { PackageSet } from './package-sets.ts'

export const MANIFEST_FILE = 'manifest.json'

/** Files of the image beside its manifest. */
export const imageFiles = [
  'vmlinuz',
  'initrd.img',
  'root.qcow2',
  'client_key',
  'known_host',
] as const

export type ImageFile = typeof imageFiles[number]

/** What the image is, for the driver, which checks it, and for whoever wants to make the same again. */
export interface QemuManifest {
  format: 1
  arch: 'amd64'
  set: PackageSet
  /** ISO 8601 date on which the recipe ran. */
  built: string
  /** Point release of Debian. */
  debian: string
  kernel: { release: string, commandLine: string }
  /** Mebibytes of memory that the guest is made for. */
  memory: number
  files: Record<ImageFile, { bytes: number, sha256: string }>
  packages: { name: string, version: string }[]
  /** What was tried in the booted machine before the image was written. */
  checks: string[]
}
