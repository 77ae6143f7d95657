import type { StageReporter } from '../progress.ts'
import type { PackageSet } from './package-sets.ts'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { runMmdebstrap } from '../run-mmdebstrap.ts'
import { runProgram } from '../run-program.ts'
import { packageSets } from './package-sets.ts'

/** Debian 13. */
const SUITE = 'trixie'

const ownFiles = join(import.meta.dirname, 'guest')
/** Prompt, marks and habits are the embedded guest's, from the same files. */
const sharedFiles = join(import.meta.dirname, '..', 'embedded', 'guest')

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

/** Makes the guest's root as an archive. `DEBIAN_MIRROR` may name another mirror than mmdebstrap's own choice. */
export async function makeRootArchive(folder: string, set: PackageSet, reporter: StageReporter, signal: AbortSignal): Promise<RootArchive> {
  const files = join(folder, 'files')
  const path = join(folder, 'root.tar')
  await mkdir(files)
  for (const name of [
    'boot',
    'init',
    'sshd_config',
    'customize',
  ])
    await copyFile(join(ownFiles, name), join(files, name))
  for (const name of [
    'prompt',
    'etc/bash.bashrc',
    'etc/profile',
    'etc/hosts',
    'etc/hostname',
  ])
    await copyFile(join(sharedFiles, name), join(files, name.replace('etc/', '')))
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
  await writeFile(list, '')
  await runMmdebstrap('qemu', [
    '--arch=amd64',
    '--variant=minbase',
    '--format=tar',
    '--aptopt=APT::Install-Recommends "false"',
    `--include=${packageSets[set].join(',')}`,
    `--customize-hook=sh '${join(files, 'customize')}' "$1" '${files}'`,

    `--customize-hook=chroot "$1" dpkg-query --show --showformat='\${Package}\\t\${Version}\\n' > '${list}'`,
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
