import { delimiter } from 'node:path'
import process from 'node:process'
import which from 'which'

/** Folders where programs lie that PATH often does not name: Debian's for root, Homebrew's, QEMU's own on Windows. */
const usualFolders: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/usr/sbin', '/sbin'],
  darwin: ['/opt/homebrew/bin', '/usr/local/bin'],
  win32: [String.raw`C:\Program Files\qemu`, String.raw`C:\Windows\System32\OpenSSH`],
}

/** The path of a program of this computer, or undefined if it is not installed. */
export async function findProgram(name: string): Promise<string | undefined> {
  // An empty entry of PATH would mean the working folder, where anybody's file may lie.
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter).filter(folder => folder !== ''),
    ...usualFolders[process.platform] ?? [],
  ]
  return await which(name, {
    path: folders.join(delimiter),
    nothrow: true,
  }) ?? undefined
}
