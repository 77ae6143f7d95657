import type { Buffer } from 'node:buffer'
import type { UnpackedPackages } from './fetch-packages.ts'
import type { DebianPackage } from './package-list.ts'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ImageError } from '../image-error.ts'
import { copyKernelModules } from './copy-kernel-modules.ts'
import { canonicalPath, GuestTree } from './guest-tree.ts'
import { kernelModules } from './kernel-modules.ts'
import { commandPackages, dataPaths, links } from './packages.ts'
import { UnpackedRoot } from './unpacked-root.ts'

const guestFolder = join(import.meta.dirname, 'guest')

/** Group that may read `/etc/shadow`, as in `guest/etc/group`. */
const SHADOW_GROUP = 42

/** First account for people, `ana` in `guest/etc/passwd`. */
const ANA = 1000

/** The guest's root, and what else of the packages a boot needs. */
export interface Guest {
  tree: GuestTree
  kernel: Buffer
  kernelRelease: string
  /** Point release of Debian. */
  debian: string
  bios: Buffer
  vgaBios: Buffer
  /** Packages of which something is in the guest or in the BIOS files. */
  packages: DebianPackage[]
}

/** Takes from the packages what the guest is made of, adds the files of `guest/`, and sets owners and modes. */
export function buildGuestTree({ root: folder, packages }: UnpackedPackages): Guest {
  const tree = new GuestTree()
  const root = new UnpackedRoot(folder, tree)
  Object.entries(links).forEach(([path, target]) => tree.addLink(path, target))
  for (const path of commandPaths(packages))
    root.copy(path)
  dataPaths.forEach(path => root.copy(path))
  const [kernelRelease] = root.list('/usr/lib/modules')
  if (!kernelRelease)
    throw new ImageError('No package has a kernel. See dataPackages in scripts/images/embedded/packages.ts.')
  copyKernelModules(root, kernelRelease, kernelModules)
  addFolders(tree)
  addGuestFiles(tree)
  const used = packages.filter(({ name, paths }) => name === 'seabios' || paths.some(path => root.copied.has(canonicalPath(path))))
  for (const { name } of used)
    root.copy(`/usr/share/doc/${name}/copyright`)
  root.copy('/usr/share/common-licenses')
  return {
    tree,
    kernelRelease,
    debian: root.read('/etc/debian_version').toString().trim(),
    kernel: root.read(`/boot/vmlinuz-${kernelRelease}`),
    bios: root.read('/usr/share/seabios/bios.bin'),
    vgaBios: root.read('/usr/share/seabios/vgabios-stdvga.bin'),
    packages: used,
  }
}

function commandPaths(packages: readonly DebianPackage[]): string[] {
  return Object.entries(commandPackages).flatMap(([name, commands]) => {
    const paths = packages.find(candidate => candidate.name === name)?.paths.filter(path => /^(?:\/usr)?\/s?bin\/[^/]+$/.test(path)) ?? []
    const chosen = commands === 'all'
      ? paths
      : paths.filter(path => commands.includes(basename(path)))
    const missing = commands === 'all'
      ? []
      : commands.filter(command => !paths.some(path => basename(path) === command))
    if (chosen.length === 0 || missing.length > 0)
      throw new ImageError(`Package ${name} has no ${missing.join(', ') || 'commands'}. Correct the list in scripts/images/embedded/packages.ts.`)
    return chosen
  })
}

function addFolders(tree: GuestTree): void {
  for (const path of [
    '/dev',
    '/mnt',
    '/opt',
    '/proc',
    '/run',
    '/srv',
    '/sys',
    '/sys/fs/cgroup',
    '/usr/local/bin',
    '/var/lib',
    '/var/log',
  ])
    tree.addFolder(path)
  tree.addFolder('/root', 0o700)
  tree.addFolder('/tmp', 0o1777)
  tree.addFolder('/var/tmp', 0o1777)
  tree.addFolder('/home/ana', 0o755, ANA)
}

function addGuestFiles(tree: GuestTree): void {
  const read = (...path: string[]): Buffer => readFileSync(join(guestFolder, ...path))
  tree.addFile('/init', read('first-stage'), { mode: 0o755 })
  tree.addFile('/usr/lib/kit/boot', read('boot'), { mode: 0o755 })
  for (const name of [
    'agent',
    'environment',
    'init',
    'prompt',
  ])
    tree.addFile(`/usr/lib/kit/${name}`, read(name))
  for (const name of readdirSync(join(guestFolder, 'etc'), { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())) {
    const path = join(name.parentPath, name.name).slice(guestFolder.length)
    const secret = path.endsWith('shadow')
    tree.addFile(path, readFileSync(join(guestFolder, path)), secret
      ? { mode: 0o640, gid: SHADOW_GROUP }
      : {})
  }
}
