import type { PageTable, Words } from './page-store.ts'
import { PAGE_BYTES } from './page-store.ts'

/** Where v86 puts a guest's memory in its list of what a state holds (`CPU.prototype.get_state` in its `src/cpu.js`). */
const PACKED_PAGES = 77
const PAGE_BITMAP = 78
/** Bytes before the description of a state, and the 32-bit words of them that tell the lengths of the whole and of the description (`src/state.js`). */
export const HEADER_BYTES = 16
const STATE_LENGTH = 2
export const DESCRIPTION_LENGTH = 3

interface Description {
  state: { buffer_id: number }[]
  buffer_infos: { offset: number, length: number }[]
}

/** The two parts of a raw state. */
export interface SplitState {
  /** A state as v86 restores it, whose guest has no memory. */
  devices: ArrayBuffer
  /** The guest's memory where it lies: all pages that are not zero, one after the other. */
  pages: Words
  /** Which of them each page is, from 1; 0 where it is zero. */
  table: PageTable
}

/** Takes a raw state apart, without copying the guest's memory. Throws where it is none of v86's. */
export function splitState(state: ArrayBufferLike): SplitState {
  const length = new Int32Array(state, 0, HEADER_BYTES / 4)[DESCRIPTION_LENGTH]!
  // A decoder takes no shared memory.
  const text = new TextDecoder().decode(new Uint8Array(new Uint8Array(state, HEADER_BYTES, length)))
  const description = JSON.parse(text) as Description
  const start = aligned(HEADER_BYTES + length)
  const packed = description.state[PACKED_PAGES]!.buffer_id
  const buffers = description.buffer_infos.map(({ offset, length }) => new Uint8Array(state, start + offset, length))
  const table = readBitmap(buffers[description.state[PAGE_BITMAP]!.buffer_id]!)
  const { byteOffset, byteLength } = buffers[packed]!
  const pageCount = table.reduce((last, slot) => Math.max(last, slot), 0)
  if (pageCount * PAGE_BYTES !== byteLength)
    throw new Error(`The state has ${byteLength} bytes of memory instead of ${pageCount} pages.`)
  const devices = buffers.map((buffer, index) => index === packed
    ? new Uint8Array(0)
    : buffer)
  return {
    devices: writeState(new Int32Array(state, 0, HEADER_BYTES / 4), description, devices),
    pages: new Int32Array(state, byteOffset, byteLength / 4),
    table,
  }
}

function readBitmap(bits: Uint8Array): PageTable {
  const table = new Int32Array(bits.length * 8)
  let slot = 0
  for (let page = 0; page < table.length; page++) {
    if ((bits[page >> 3]! >> (page & 7)) & 1)
      table[page] = ++slot
  }
  return table
}

/** A state with other contents in its buffers. */
function writeState(header: Int32Array, description: Description, buffers: readonly Uint8Array[]): ArrayBuffer {
  let end = 0
  const infos = buffers.map(({ length }) => {
    const offset = end
    end = aligned(offset + length)
    return { offset, length }
  })
  const text = new TextEncoder().encode(JSON.stringify({ ...description, buffer_infos: infos }))
  const start = aligned(HEADER_BYTES + text.length)
  const state = new Uint8Array(start + end)
  state.set(text, HEADER_BYTES)
  for (const [index, { offset }] of infos.entries())
    state.set(buffers[index]!, start + offset)
  const words = new Int32Array(state.buffer, 0, HEADER_BYTES / 4)
  words.set(header)
  words[STATE_LENGTH] = state.length
  words[DESCRIPTION_LENGTH] = text.length
  return state.buffer
}

/** Buffers begin at whole words. */
function aligned(offset: number): number {
  return (offset + 3) & ~3
}
