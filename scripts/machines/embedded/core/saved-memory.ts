import type { PageTable, Words } from './page-store.ts'
import { PAGE_BYTES } from './sparse-memory.ts'

/** Where v86 puts a guest's memory in its list of what a state holds (`CPU.prototype.get_state` in its `src/cpu.js`). */
const PACKED_PAGES = 77
const PAGE_BITMAP = 78
/** Bytes before the description of a state, and the 32-bit word of them that tells its length (`src/state.js`). */
export const HEADER_BYTES = 16
export const DESCRIPTION_LENGTH = 3

interface Description {
  state: { buffer_id: number }[]
  buffer_infos: { offset: number, length: number }[]
}

/** The guest's memory within a raw state, where it lies: all pages that are not zero, one after the other, and which of them each page is. */
export function findMemory(state: ArrayBufferLike): { pages: Words, table: PageTable } {
  const length = new Int32Array(state, 0, HEADER_BYTES / 4)[DESCRIPTION_LENGTH]!
  // A decoder takes no shared memory.
  const text = new TextDecoder().decode(new Uint8Array(new Uint8Array(state, HEADER_BYTES, length)))
  const { state: parts, buffer_infos: buffers } = JSON.parse(text) as Description
  const start = (HEADER_BYTES + length + 3) & ~3
  const find = (part: number): { offset: number, length: number } => {
    const { offset, length } = buffers[parts[part]!.buffer_id]!
    return { offset: start + offset, length }
  }
  const packed = find(PACKED_PAGES)
  const bitmap = find(PAGE_BITMAP)
  const bits = new Uint8Array(state, bitmap.offset, bitmap.length)
  const table = new Int32Array(bitmap.length * 8)
  let slot = 0
  for (let page = 0; page < table.length; page++) {
    if ((bits[page >> 3]! >> (page & 7)) & 1)
      table[page] = ++slot
  }
  if (slot * PAGE_BYTES !== packed.length)
    throw new Error(`The state has ${packed.length} bytes of memory instead of ${slot} pages.`)
  return {
    pages: new Int32Array(state, packed.offset, packed.length / 4),
    table,
  }
}
