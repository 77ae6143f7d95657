import type { StageReporter } from '../../cli/progress.ts'
import type { DebianPackage } from './package-list.ts'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { runMmdebstrap } from '../run-mmdebstrap.ts'
import { runProgram } from '../run-program.ts'
import { PACKAGE_LIST, packageListHook, parsePackageList } from './package-list.ts'
import { commandPackages, dataPackages } from './packages.ts'

/** Debian 12: the last release with an i386 kernel. */
const SUITE = 'bookworm'

/** Debian packages, unpacked into a folder. */
export interface UnpackedPackages {
  root: string
  packages: DebianPackage[]
}

/**
 * Downloads the guest's packages with all they depend on, and unpacks them without running anything of them.
 * `DEBIAN_MIRROR` may name another mirror than mmdebstrap's own choice, in any form that mmdebstrap takes.
 */
export async function fetchPackages(folder: string, reporter: StageReporter, signal: AbortSignal): Promise<UnpackedPackages> {
  const archive = join(folder, 'packages.tar')
  const root = join(folder, 'packages')
  await mkdir(root)
  const mirror = process.env.DEBIAN_MIRROR
  await runMmdebstrap('embedded', [
    '--arch=i386',
    '--variant=extract',
    '--format=tar',
    `--include=${[
      ...Object.keys(commandPackages),
      ...dataPackages,
    ].join(',')}`,
    `--extract-hook=${packageListHook}`,
    SUITE,
    archive,
    ...(mirror
      ? [mirror]
      : []),
  ], reporter, signal)
  reporter.note('unpacking')
  await runProgram('tar', [
    '--extract',
    '--no-same-owner',
    '--preserve-permissions',
    '--exclude=./dev',
    '--directory',
    root,
    '--file',
    archive,
  ], reporter, signal)
  const packages = parsePackageList(await readFile(join(root, PACKAGE_LIST), 'utf8'))
  reporter.note(`${packages.length} packages`)
  return { root, packages }
}
