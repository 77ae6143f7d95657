import type { EmbeddedMachineOptions } from '../../machines/embedded/core/options.ts'
import type { DebianPackage } from './package-list.ts'

/** Name of the manifest among the image's files. */
export const MANIFEST_FILE = 'manifest.json'

/** A file that the machine is made of. */
export interface ManifestFile {
  bytes: number
  sha256: string
}

/** What the image is, for the driver, which checks it, and for the reader, who may want the sources. */
export interface EmbeddedManifest {
  format: 1
  /** ISO 8601 date on which the recipe ran. */
  built: string
  debian: string
  kernel: { release: string, commandLine: string }
  v86: {
    version: string
    /** Constructor options that the state belongs to, as in `options.ts`. */
    options: EmbeddedMachineOptions
    /** `v86.wasm` of the npm package; no part of the image, but the state belongs to it. */
    wasm: ManifestFile
  }
  /** What the kernel was booted with; equal in two runs of the recipe on the same packages, unlike the state. */
  initramfs: ManifestFile
  files: Record<'state.bin.zst' | 'seabios.bin' | 'vgabios.bin', ManifestFile>
  /** Size of the state without compression. */
  stateBytes: number
  /** Debian packages of which something is in the image, with the source packages that they were built from. */
  packages: Omit<DebianPackage, 'paths'>[]
  sources: string
  /** What was tried in the restored machine before the image was written. */
  checks: string[]
}

/** Where the source of what is in the image is had, for `manifest.json` and `SOURCES.md`. */
export const sourcesNotice = [
  'The image holds unchanged programs of Debian packages, many of them under the GNU General Public License.',
  'Their complete source is the Debian source package of the given name and version, which Debian keeps in its archive and, for every',
  'version ever published, in its snapshot archive: apt-get source NAME=VERSION.',
  'The texts of the licences and the notices of the authors are inside the machine: /usr/share/common-licenses and /usr/share/doc/*/copyright.',
].join(' ')
