import type { PageTable, Words } from '../../../../scripts/machines/embedded/core/page-store.ts'
import { describe, expect, it } from 'vitest'
import { PageStore } from '../../../../scripts/machines/embedded/core/page-store.ts'

const PAGE_WORDS = 1024
const MEBIBYTE = 2 ** 20

/** Memory of so many pages, page n filled with n where it is one of `filled`. */
function memoryOf(pages: number, filled: readonly number[] = []): Words {
  const memory = new Int32Array(pages * PAGE_WORDS)
  for (const page of filled)
    memory.fill(page, page * PAGE_WORDS, (page + 1) * PAGE_WORDS)
  return memory
}

function bringBack(store: PageStore, memory: Words, table: PageTable): number[] {
  const changed: number[] = []
  store.bringBack(memory, table, page => changed.push(page))
  return changed
}

describe('kept pages of a guest\'s memory', () => {
  it('bring back a change of a single bit anywhere in a page, and of no other page', () => {
    const store = new PageStore()
    const memory = memoryOf(4, [1, 2])
    const kept = store.keep(memory, new Int32Array(4))
    for (let word = 0; word < PAGE_WORDS; word++) {
      memory[2 * PAGE_WORDS + word]! ^= 1 << (word % 32)
      const changed = store.keep(memory, kept)
      expect([changed[1], changed[2] === kept[2]]).toEqual([kept[1], false])
      expect(bringBack(store, memory, kept)).toEqual([2])
      expect(memory).toEqual(memoryOf(4, [1, 2]))
      store.retain([kept])
    }
    expect(store.bytes).toBe(MEBIBYTE)
  })

  it('bring back zeros, and what was zero', () => {
    const store = new PageStore()
    const memory = memoryOf(3, [1])
    const first = store.keep(memory, new Int32Array(3))
    memory.fill(0, PAGE_WORDS, 2 * PAGE_WORDS)
    memory[2 * PAGE_WORDS + 1023] = -1
    const second = store.keep(memory, first)
    expect(second[1]).toBe(0)
    expect(bringBack(store, memory, first)).toEqual([1, 2])
    expect(memory).toEqual(memoryOf(3, [1]))
    expect(bringBack(store, memory, second)).toEqual([1, 2])
    expect([memory[PAGE_WORDS], memory[3 * PAGE_WORDS - 1]]).toEqual([0, -1])
  })

  it('leave an image as it is, and copy nothing that is in it', () => {
    const image = memoryOf(2, [0, 1]).fill(7, 0, PAGE_WORDS)
    const store = new PageStore(image)
    const table = new Int32Array([0, 1, 2])
    const memory = memoryOf(3)
    expect(bringBack(store, memory, table)).toEqual([1, 2])
    expect(store.keep(memory, table)).toEqual(table)
    expect(store.bytes).toBe(0)
    memory[PAGE_WORDS] = 8
    store.keep(memory, table)
    expect([store.bytes, image[0]]).toEqual([MEBIBYTE, 7])
  })

  it('give back the memory of what is forgotten, and use it again', () => {
    const pages = 1_000
    const all = Array.from({ length: pages }, (_, page) => page)
    const store = new PageStore()
    const empty = new Int32Array(pages)
    const memory = memoryOf(pages, all)
    const whole = store.keep(memory, empty)
    expect(store.bytes).toBe(4 * MEBIBYTE)
    memory[5 * PAGE_WORDS] = -5
    const other = store.keep(memory, whole)
    store.retain([other])
    memory[6 * PAGE_WORDS] = -6
    store.keep(memory, other)
    expect(store.bytes).toBe(4 * MEBIBYTE)
    bringBack(store, memory, other)
    expect([memory[5 * PAGE_WORDS], memory[6 * PAGE_WORDS], memory[999 * PAGE_WORDS]]).toEqual([-5, 6, 999])
    store.retain([empty])
    expect(store.bytes).toBe(0)
    expect(store.keep(memory, empty)).toHaveLength(pages)
    expect(store.bytes).toBe(4 * MEBIBYTE)
  })
})
