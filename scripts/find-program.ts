import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import process from 'node:process'

/** Folders where programs lie that PATH often does not name: Debian's for root, Homebrew's, QEMU's own on Windows. */
const usualFolders: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/usr/sbin', '/sbin'],
  darwin: ['/opt/homebrew/bin', '/usr/local/bin'],
  win32: [String.raw`C:\Program Files\qemu`, String.raw`C:\Windows\System32\OpenSSH`],
}

/** The path of a program of this computer, or undefined if it is not installed. */
export async function findProgram(name: string): Promise<string | undefined> {
  const file = process.platform === 'win32'
    ? `${name}.exe`
    : name
  for (const folder of [
    ...(process.env.PATH ?? '').split(delimiter).filter(each => each !== ''),
    ...usualFolders[process.platform] ?? [],
  ]) {
    const path = join(folder, file)
    if (await access(path, constants.X_OK).then(() => true, () => false))
      return path
  }
  return undefined
}
