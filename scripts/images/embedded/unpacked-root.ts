import type { Buffer } from 'node:buffer'
import type { GuestTree } from './guest-tree.ts'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { ImageError } from '../image-error.ts'
import { isElf32, neededLibraries } from './elf.ts'
import { canonicalPath } from './guest-tree.ts'

/** Folders in which i386 Debian keeps libraries, as its loader searches them. */
const LIBRARY_FOLDERS = ['/usr/lib/i386-linux-gnu', '/usr/lib']

/** Copies files out of the unpacked packages into the guest's tree, each with all it needs to run. */
export class UnpackedRoot {
  readonly #root: string
  readonly #tree: GuestTree
  /** Canonical paths of what was copied. */
  readonly copied = new Set<string>()

  constructor(root: string, tree: GuestTree) {
    this.#root = root
    this.#tree = tree
  }

  read(path: string): Buffer {
    return readFileSync(this.#locate(path))
  }

  list(path: string): string[] {
    return readdirSync(this.#locate(path))
  }

  /** Copies a file, the target of a link, or everything in a folder; and the libraries of programs among them. */
  copy(path: string): void {
    const canonical = canonicalPath(path)
    if (this.copied.has(canonical))
      return
    this.copied.add(canonical)
    const source = this.#locate(path)
    const status = lstatSync(source)
    if (status.isDirectory()) {
      readdirSync(source).forEach(name => this.copy(posix.join(canonical, name)))
    }
    else if (status.isSymbolicLink()) {
      const target = readlinkSync(source)
      this.#tree.addLink(canonical, target)
      this.copy(posix.resolve(dirname(canonical), target))
    }
    else {
      const content = readFileSync(source)
      this.#tree.addFile(canonical, content, { mode: status.mode & 0o7777 })
      if (isElf32(content)) {
        neededLibraries(content).forEach(library => this.copy(library.startsWith('/')
          ? library
          : this.#libraryPath(library, path)))
      }
    }
  }

  #libraryPath(library: string, neededBy: string): string {
    const found = LIBRARY_FOLDERS.map(folder => `${folder}/${library}`).find(path => this.#find(path))
    if (!found)
      throw new ImageError(`${neededBy} needs ${library}, which is in none of the packages. Add its package to scripts/images/embedded/packages.ts.`)
    return found
  }

  #locate(path: string): string {
    const found = this.#find(path)
    if (!found)
      throw new ImageError(`No package has ${path}. It may have moved to another package: see scripts/images/embedded/packages.ts.`)
    return found
  }

  /** Packages of Debian 12 still carry some files below `/bin`, `/sbin` and `/lib`, others below `/usr`. */
  #find(path: string): string | undefined {
    const canonical = canonicalPath(path)
    return [
      canonical,
      canonical.replace(/^\/usr/, ''),
    ]
      .map(candidate => join(this.#root, candidate))
      .find(candidate => lstatSync(candidate, { throwIfNoEntry: false }))
  }
}
