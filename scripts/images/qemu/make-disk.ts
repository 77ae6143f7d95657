import type { StageReporter } from '../../cli/progress.ts'
import { mkdir, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { asRoot } from '../as-root.ts'
import { ImageError } from '../image-error.ts'
import { runProgram } from '../run-program.ts'

/** Size of the guest's file system; what is not written takes no room in the image. */
const DISK_SIZE = '8G'

/** A disk that boots, beside the kernel and the initramfs that boot it. */
export interface Disk {
  kernelRelease: string
  debian: string
  /** Bytes of the compressed disk. */
  bytes: number
}

/** Makes `root.qcow2`, `vmlinuz` and `initrd.img` in the folder from an archive of the guest's root. */
export async function makeDisk(folder: string, archive: string, reporter: StageReporter, signal: AbortSignal): Promise<Disk> {
  const root = join(folder, 'root')
  const raw = join(folder, 'root.ext4')
  await mkdir(root)
  // Owners and modes of the guest's files are kept. The kernel is there a second time, for a machine inside the guest.
  const script = `set -e
    trap 'rm -rf "$2"' EXIT
    tar --extract --file "$1" --directory "$2" --same-owner --preserve-permissions --xattrs --xattrs-include='*' --exclude='./dev/*' --exclude='./boot/initrd.img*' --exclude='./boot/System.map*'
    PATH=$PATH:/sbin:/usr/sbin mke2fs -q -t ext4 -L root -d "$2" "$3" ${DISK_SIZE}`
  reporter.note('file system')
  await runProgram(...asRoot('sh', [
    '-c',
    script,
    'sh',
    archive,
    root,
    raw,
  ]), reporter, signal)
  reporter.note('kernel')
  await runProgram('tar', [
    '--extract',
    '--file',
    archive,
    '--directory',
    folder,
    '--no-same-owner',
    './boot',
    './etc/debian_version',
  ], reporter, signal)
  const kernel = (await readdir(join(folder, 'boot'))).find(name => name.startsWith('vmlinuz-'))
  if (kernel === undefined)
    throw new ImageError('No package has a kernel. See scripts/images/qemu/package-sets.ts.')
  const kernelRelease = kernel.slice('vmlinuz-'.length)
  await rename(join(folder, 'boot', kernel), join(folder, 'vmlinuz'))
  await rename(join(folder, 'boot', `initrd.img-${kernelRelease}`), join(folder, 'initrd.img'))
  reporter.note('compression')
  const disk = join(folder, 'root.qcow2')
  await runProgram('qemu-img', [
    'convert',
    '-c',
    '-O',
    'qcow2',
    raw,
    disk,
  ], reporter, signal)
  const { size: bytes } = await stat(disk)
  reporter.note(`${(bytes / 1e6).toFixed(0)} MB`)
  return {
    kernelRelease,
    bytes,
    debian: (await readFile(join(folder, 'etc', 'debian_version'), 'utf8')).trim(),
  }
}
