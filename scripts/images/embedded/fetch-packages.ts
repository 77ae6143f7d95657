import type { StageReporter } from '../progress.ts'
import type { DebianPackage } from './package-list.ts'
import { spawn } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { ImageError } from '../image-error.ts'
import { PACKAGE_LIST, packageListHook, parsePackageList } from './package-list.ts'
import { commandPackages, dataPackages } from './packages.ts'

/** Debian 12: the last release with an i386 kernel. */
const SUITE = 'bookworm'

/** Lines of a failed program's output that its error repeats. */
const ERROR_LINES = 12

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
  await runProgram('mmdebstrap', [
    // Left to itself, mmdebstrap may choose fakechroot, in which its last step fails.
    `--mode=${process.getuid?.() === 0
      ? 'root'
      : 'unshare'}`,
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

async function runProgram(program: string, parameters: string[], reporter: StageReporter, signal: AbortSignal): Promise<void> {
  const child = spawn(program, parameters, {
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  })
  const lines: string[] = []
  createInterface(child.stderr).on('line', (line) => {
    lines.push(line)
    reporter.note(line.replace(/^I: /, ''))
  })
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', error => reject(new ImageError(`${program} did not start: ${error.message}`, { cause: error })))
    child.once('close', resolve)
  })
  if (exitCode !== 0)
    throw new ImageError(`${program} failed with exit code ${exitCode}.\n${lines.slice(-ERROR_LINES).join('\n')}\n${adviceFor(lines.join('\n'))}`)
}

function adviceFor(output: string): string {
  if (/unexpected size|Mirror sync in progress|Hash Sum mismatch/i.test(output))
    return 'The mirror is out of step with itself. Try later, or name another: DEBIAN_MIRROR=<URL> npm run image -- embedded'
  if (/is not valid yet|Release file .* expired|not signed|NO_PUBKEY/i.test(output))
    return 'The mirror\'s release file was refused. Check the clock, install debian-archive-keyring, or set DEBIAN_MIRROR to another mirror.'
  if (/newuidmap|unshare|subuid|user namespace/i.test(output))
    return 'mmdebstrap needs root or user namespaces: install uidmap and give your account a range in /etc/subuid and /etc/subgid, or run as root.'
  return 'Check the network, or name another mirror: DEBIAN_MIRROR=<URL> npm run image -- embedded'
}
