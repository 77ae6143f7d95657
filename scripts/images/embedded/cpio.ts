import type { GuestTree } from './guest-tree.ts'
import { Buffer } from 'node:buffer'

/** Name of the entry that ends an archive (cpio(5)). */
const TRAILER = 'TRAILER!!!'

/** Packs a tree as the `newc` cpio archive that the kernel takes as an initramfs. Times are zero, so equal trees give equal archives. */
export function packCpio(tree: GuestTree): Buffer {
  const parts: Buffer[] = []
  let inode = 1
  for (const [path, { mode, uid, gid, content }] of tree.entries())
    parts.push(...packEntry(path.slice(1), [inode++, mode, uid, gid], content))
  parts.push(...packEntry(TRAILER, [0, 0, 0, 0], Buffer.alloc(0)))
  return Buffer.concat(parts)
}

function packEntry(name: string, [inode, mode, uid, gid]: [number, number, number, number], content: Buffer): Buffer[] {
  const nameBytes = Buffer.from(`${name}\0`)
  const links = 1
  const time = 0
  // inode, mode, uid, gid, links, mtime, size, device (2), rdev (2), name length, checksum
  const fields = [
    inode,
    mode,
    uid,
    gid,
    links,
    time,
    content.length,
    0,
    0,
    0,
    0,
    nameBytes.length,
    0,
  ]
  const header = Buffer.from(`070701${fields.map(field => field.toString(16).padStart(8, '0')).join('')}`)
  return [
    header,
    nameBytes,
    padding(header.length + nameBytes.length),
    content,
    padding(content.length),
  ]
}

/** Every part of an entry ends at a multiple of four. */
function padding(length: number): Buffer {
  return Buffer.alloc((4 - length % 4) % 4)
}
