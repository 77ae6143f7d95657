import type { StageReporter } from '../../cli/progress.ts'
import type { GuestArch } from '../../machines/qemu/architectures.ts'
import type { PackageSet } from '../../machines/qemu/package-set.ts'
import { createHash } from 'node:crypto'
import { chmod, copyFile, mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import process from 'node:process'
import { architectures } from '../../machines/qemu/architectures.ts'
import { runMmdebstrap } from '../run-mmdebstrap.ts'
import { runProgram } from '../run-program.ts'
import { packagesOf } from './package-sets.ts'

/** Debian 13. */
const SUITE = 'trixie'

const ownFiles = join(import.meta.dirname, 'guest')
/** Prompt, marks and habits are the embedded guest's, from the same files. */
const sharedFiles = join(import.meta.dirname, '..', 'embedded', 'guest')

/** Files that the kit adds to the packages, and the hook that puts them in place. */
const guestFiles: readonly string[] = [
  ...[
    'boot',
    'init',
    'sshd_config',
    'customize',
    'delegate',
    'make-images',
  ].map(name => join(ownFiles, name)),
  ...[
    'prompt',
    'etc/bash.bashrc',
    'etc/profile',
    'etc/hosts',
    'etc/hostname',
  ].map(name => join(sharedFiles, name)),
]

/** Debian packages installed into an archive, with the keys that lead into the guest. */
export interface RootArchive {
  /** A tar file of the guest's root. */
  path: string
  /** Private key of the client, OpenSSH's format. */
  clientKey: string
  /** Type and public key of the guest, as a line of known_hosts has them after the host. */
  hostKey: string
  packages: { name: string, version: string }[]
}

/** What an archive is made from. */
export interface RootRecipe {
  arch: GuestArch
  set: PackageSet
}

/** SHA-256 of all that the recipe consists of but the state of Debian: the same for the same archive. */
export async function recipeDigest(recipe: RootRecipe): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([
    SUITE,
    process.env.DEBIAN_MIRROR ?? '',
    recipe.arch,
    includedPackages(recipe),
  ]))
  for (const file of guestFiles)
    hash.update(basename(file)).update(await readFile(file))
  return hash.digest('hex')
}

/** Makes the guest's root as an archive. `DEBIAN_MIRROR` may name another mirror than mmdebstrap's own choice. */
export async function makeRootArchive(folder: string, recipe: RootRecipe, reporter: StageReporter, signal: AbortSignal): Promise<RootArchive> {
  const files = join(folder, 'files')
  const path = join(folder, 'root.tar')
  await mkdir(files)
  // Whatever the umask: a rootless mmdebstrap's hooks are another account.
  await chmod(files, 0o755)
  for (const file of guestFiles) {
    const copy = join(files, basename(file))
    await copyFile(file, copy)
    await chmod(copy, 0o644)
  }
  for (const name of ['host_key', 'client_key']) {
    await runProgram('ssh-keygen', [
      '-q',
      '-t',
      'ed25519',
      '-N',
      '',
      '-C',
      'demo',
      '-f',
      join(files, name),
    ], reporter, signal)
  }
  const mirror = process.env.DEBIAN_MIRROR
  const list = join(folder, 'packages.txt')
  await runMmdebstrap('qemu', [
    `--arch=${recipe.arch}`,
    '--variant=minbase',
    '--format=tar',
    '--aptopt=APT::Install-Recommends "false"',
    `--include=${includedPackages(recipe).join(',')}`,
    `--customize-hook=sh '${join(files, 'customize')}' "$1" '${files}'`,
    // Hooks of a rootless mmdebstrap are another account, which may neither read the key nor write here; these two are not.
    `--customize-hook=upload '${join(files, 'host_key')}' /etc/ssh/ssh_host_ed25519_key`,
    '--customize-hook=chown 0:0 "$1/etc/ssh/ssh_host_ed25519_key"; chmod 0600 "$1/etc/ssh/ssh_host_ed25519_key"',
    `--customize-hook=chroot "$1" dpkg-query --show --showformat='\${Package}\\t\${Version}\\n' > "$1/packages.txt"`,
    `--customize-hook=download /packages.txt '${list}'`,
    '--customize-hook=rm "$1/packages.txt"',
    SUITE,
    path,
    ...mirror
      ? [mirror]
      : [],
  ], reporter, signal)
  const packages = (await readFile(list, 'utf8')).trim().split('\n').map((line) => {
    const [name = '', version = ''] = line.split('\t')
    return { name, version }
  })
  reporter.note(`${packages.length} packages`)
  return {
    path,
    clientKey: await readFile(join(files, 'client_key'), 'utf8'),
    hostKey: (await readFile(join(files, 'host_key.pub'), 'utf8')).split(' ', 2).join(' '),
    packages,
  }
}

function includedPackages({ arch, set }: RootRecipe): string[] {
  return [
    architectures[arch].kernel,
    ...packagesOf(set, arch),
  ]
}
