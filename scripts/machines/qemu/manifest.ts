import * as v from 'valibot'
import { guestArchs } from './architectures.ts'
import { packageSetNames } from './package-set.ts'

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

const file = v.object({
  bytes: v.number(),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
})

/** What the image is, for the driver, which checks it, and for making the same one again. */
export const qemuManifestSchema = v.object({
  format: v.literal(1),
  arch: v.picklist(guestArchs),
  set: v.picklist(packageSetNames),
  /** ISO 8601 date on which the recipe ran. */
  built: v.string(),
  /** Seconds that making it took; unknown where it was interrupted. */
  seconds: v.optional(v.number()),
  /** Point release of Debian. */
  debian: v.string(),
  kernel: v.object({
    release: v.string(),
    commandLine: v.string(),
  }),
  /** Mebibytes of memory that the guest is made for. */
  memory: v.number(),
  files: v.object(v.entriesFromList(imageFiles, file)),
  packages: v.array(v.object({
    name: v.string(),
    version: v.string(),
  })),
  /** What was tried in the booted machine before the image was written. */
  checks: v.array(v.string()),
})

export type QemuManifest = v.InferOutput<typeof qemuManifestSchema>
