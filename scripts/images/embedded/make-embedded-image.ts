import type { Buffer } from 'node:buffer'
import type { EmbeddedManifest, ManifestFile } from './manifest.ts'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { Progress } from '../../cli/progress.ts'
import { embeddedKernelCommandLine, embeddedMachineOptions } from '../../machines/embedded/core/options.ts'
import { checkReplaceable } from '../check-replaceable.ts'
import { bootGuest } from './boot-guest.ts'
import { buildGuestTree } from './build-guest-tree.ts'
import { compressState } from './compress-state.ts'
import { packCpio } from './cpio.ts'
import { fetchPackages } from './fetch-packages.ts'
import { emulatorWasm } from './guest-session.ts'
import { checkHost } from './host-requirements.ts'
import { MANIFEST_FILE, sourcesNotice } from './manifest.ts'
import { sourcesPage } from './sources-page.ts'
import { verifyGuest } from './verify-guest.ts'
import { writeImage } from './write-image.ts'

/** Where the image lies that is committed with the project. */
export const builtFolder = join(import.meta.dirname, 'built')

/** Exit code of a program that was interrupted (bash(1), EXIT STATUS). */
const INTERRUPTED = 130

export interface EmbeddedImageOptions {
  /** Folder that is replaced by the image. @default builtFolder */
  out?: string
  /** Leaves the temporary folder with the unpacked packages. @default false */
  keep?: boolean
}

/**
 * Makes the embedded machine's image: Debian packages → initramfs → one boot in v86 → saved state → checks → files.
 * @returns what was written
 */
export async function makeEmbeddedImage({ out = builtFolder, keep = false }: EmbeddedImageOptions = {}): Promise<EmbeddedManifest> {
  await checkHost()
  await checkReplaceable(out)
  const folder = await mkdtemp(join(tmpdir(), 'embedded-image-'))
  const interrupt = new AbortController()
  const onInterrupt = (): void => {
    interrupt.abort()
    void removeFolder(folder, keep).finally(() => process.exit(INTERRUPTED))
  }
  process.once('SIGINT', onInterrupt).once('SIGTERM', onInterrupt)
  try {
    const progress = new Progress(6)
    const unpacked = await progress.stage('Debian packages', reporter => fetchPackages(folder, reporter, interrupt.signal))
    const { guest, initramfs } = await progress.stage('initramfs', (reporter) => {
      const guest = buildGuestTree(unpacked)
      const initramfs = packCpio(guest.tree)
      reporter.note(`${guest.packages.length} packages, ${(initramfs.length / 1e6).toFixed(0)} MB`)
      return { guest, initramfs }
    })
    const state = await progress.stage('one boot', reporter => bootGuest(guest, guest.kernel, initramfs, reporter))
    const compressed = await progress.stage('compression', async (reporter) => {
      const compressed = await compressState(state)
      reporter.note(`${(compressed.length / 1e6).toFixed(1)} MB`)
      return compressed
    })
    const checks = await progress.stage('checks', reporter => verifyGuest(guest, compressed, reporter))
    return await progress.stage('writing', async (reporter) => {
      const manifest: EmbeddedManifest = {
        format: 1,
        built: buildDate(),
        debian: guest.debian,
        kernel: { release: guest.kernelRelease, commandLine: embeddedKernelCommandLine },
        v86: {
          version: emulatorVersion(),
          options: embeddedMachineOptions,
          wasm: describe(await readFile(emulatorWasm)),
        },
        initramfs: describe(initramfs),
        files: {
          'state.bin.zst': describe(compressed),
          'seabios.bin': describe(guest.bios),
          'vgabios.bin': describe(guest.vgaBios),
        },
        stateBytes: state.length,
        packages: guest.packages.map(({ name, version, source, sourceVersion }) => ({ name, version, source, sourceVersion })),
        sources: sourcesNotice,
        checks,
      }
      await writeImage(out, {
        'state.bin.zst': compressed,
        'seabios.bin': guest.bios,
        'vgabios.bin': guest.vgaBios,
        [MANIFEST_FILE]: `${JSON.stringify(manifest, null, 2)}\n`,
        'SOURCES.md': sourcesPage(manifest),
      })
      reporter.note(out)
      return manifest
    })
  }
  finally {
    process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt)
    await removeFolder(folder, keep)
  }
}

async function removeFolder(folder: string, keep: boolean): Promise<void> {
  if (keep)
    process.stderr.write(`Kept: ${folder}\n`)
  else
    await rm(folder, { recursive: true, force: true })
}

function describe(content: Buffer): ManifestFile {
  return {
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }
}

function emulatorVersion(): string {
  const { version } = createRequire(import.meta.url)('v86/package.json') as { version: string }
  return version
}

/** `SOURCE_DATE_EPOCH` (reproducible-builds.org) counts, where it is set. */
function buildDate(): string {
  const epoch = process.env.SOURCE_DATE_EPOCH
  return new Date(epoch
    ? Number(epoch) * 1000
    : Date.now()).toISOString().slice(0, 10)
}
