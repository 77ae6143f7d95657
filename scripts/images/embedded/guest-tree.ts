import { Buffer } from 'node:buffer'
/** One file, link or folder of the guest's root. */
export interface GuestEntry {
  /** Type and permissions, as in `st_mode`. */
  mode: number
  uid: number
  gid: number
  /** Content of a file, target of a link, empty for a folder. */
  content: Buffer
}

/** Type bits of `st_mode` (inode(7)). */
const S_IFDIR = 0o040000
const S_IFREG = 0o100000
const S_IFLNK = 0o120000

export interface FileOptions {
  /** @default 0o644 */
  mode?: number
  /** @default 0 */
  gid?: number
}

/** The guest's root, kept in memory with the owners and modes it will have there, so that building it needs no root here. */
export class GuestTree {
  readonly #entries = new Map<string, GuestEntry>()

  has(path: string): boolean {
    return this.#entries.has(canonicalPath(path))
  }

  addFile(path: string, content: Buffer, { mode = 0o644, gid = 0 }: FileOptions = {}): void {
    this.#add(path, {
      mode: S_IFREG | mode,
      uid: 0,
      gid,
      content,
    })
  }

  addLink(path: string, target: string): void {
    this.#add(path, {
      mode: S_IFLNK | 0o777,
      uid: 0,
      gid: 0,
      content: Buffer.from(target),
    })
  }

  /** Adds a folder, and those above it that are missing. */
  addFolder(path: string, mode = 0o755, owner = 0): void {
    this.#add(path, {
      mode: S_IFDIR | mode,
      uid: owner,
      gid: owner,
      content: Buffer.alloc(0),
    })
  }

  /** All entries, folders before what is in them, in an order that depends on nothing but their paths. */
  entries(): [path: string, entry: GuestEntry][] {
    return [...this.#entries].sort(([left], [right]) => left < right
      ? -1
      : 1)
  }

  #add(path: string, entry: GuestEntry): void {
    const canonical = canonicalPath(path)
    const parent = canonical.slice(0, canonical.lastIndexOf('/'))
    if (parent !== '' && !this.#entries.has(parent))
      this.addFolder(parent)
    this.#entries.set(canonical, entry)
  }
}

/** Where a path lies once `/bin`, `/sbin` and `/lib` are links into `/usr`, as on every Debian that runs. */
export function canonicalPath(path: string): string {
  return path.replace(/^\/(bin|sbin|lib)\//, '/usr/$1/')
}
