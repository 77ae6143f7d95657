/** Bytes of a page, the unit in which v86 packs a guest's memory and the computer gives it. */
export const PAGE_BYTES = 4096
/** 32-bit words of a page: what is compared at a time. */
export const PAGE_WORDS = PAGE_BYTES / 4
/** Pages that are taken from this computer's memory at a time: a mebibyte. */
const SLAB_PAGES = 256
/** Slot of all pages that hold nothing but zeros. */
const ZEROS = 0

/** Where the content of each page of a guest's memory is kept: the number of a slot of a `PageStore`. */
export type PageTable = Int32Array<ArrayBuffer>

/** Memory as words; that of an image may be shared by machines. */
export type Words = Int32Array<ArrayBufferLike>

/**
 * Contents of a guest's memory, kept page by page: a page that did not change between two moments is there once. Slots are numbered; the first ones
 * are those of an image, which several machines may share.
 */
export class PageStore {
  readonly #image: Words
  readonly #imageSlots: number
  /** Of slots beyond the image's, `SLAB_PAGES` to each. Empty ones are given back. */
  readonly #slabs: (Words | undefined)[] = []
  #free: number[] = []

  /** `image` has whole pages, which get the slots from 1 on. */
  constructor(image: Words = new Int32Array(0)) {
    this.#image = image
    this.#imageSlots = image.length / PAGE_WORDS
  }

  /** Memory that the store takes, without the image. */
  get bytes(): number {
    return this.#slabs.reduce((sum, slab) => sum + (slab?.byteLength ?? 0), 0)
  }

  /** Keeps what memory holds now. Pages that are as in `last` are not copied. */
  keep(memory: Words, last: PageTable): PageTable {
    const table = last.slice()
    for (let page = 0; page < table.length; page++) {
      const start = page * PAGE_WORDS
      if (!this.#holds(last[page]!, memory, start))
        table[page] = this.#put(memory, start)
    }
    return table
  }

  /** Brings memory to what was kept. Calls back for each page that this changed. */
  bringBack(memory: Words, table: PageTable, onChange: (page: number) => void): void {
    for (let page = 0; page < table.length; page++) {
      const slot = table[page]!
      const start = page * PAGE_WORDS
      if (this.#holds(slot, memory, start))
        continue
      if (slot === ZEROS)
        memory.fill(0, start, start + PAGE_WORDS)
      else
        memory.set(this.#page(slot), start)
      onChange(page)
    }
  }

  /** Forgets all that is in none of these tables. */
  retain(tables: Iterable<PageTable>): void {
    const used = new Uint8Array(this.#imageSlots + 1 + this.#slabs.length * SLAB_PAGES)
    for (const table of tables) {
      for (const slot of table)
        used[slot] = 1
    }
    this.#free = []
    for (const [index, slab] of this.#slabs.entries()) {
      const first = this.#imageSlots + 1 + index * SLAB_PAGES
      if (!used.subarray(first, first + SLAB_PAGES).includes(1))
        this.#slabs[index] = undefined
      else if (slab)
        this.#release(first, slot => used[slot] === 0)
    }
  }

  #holds(slot: number, memory: Words, start: number): boolean {
    if (slot === ZEROS)
      return isZero(memory, start)
    return slot <= this.#imageSlots
      ? isSame(memory, start, this.#image, (slot - 1) * PAGE_WORDS)
      : isSame(memory, start, this.#slabOf(slot), this.#offsetIn(slot))
  }

  #put(memory: Words, start: number): number {
    if (isZero(memory, start))
      return ZEROS
    const slot = this.#free.pop() ?? this.#grow()
    this.#slabOf(slot).set(memory.subarray(start, start + PAGE_WORDS), this.#offsetIn(slot))
    return slot
  }

  #page(slot: number): Words {
    const [words, start] = slot <= this.#imageSlots
      ? [this.#image, (slot - 1) * PAGE_WORDS]
      : [
          this.#slabOf(slot),
          this.#offsetIn(slot),
        ]
    return words.subarray(start, start + PAGE_WORDS)
  }

  #slabOf(slot: number): Words {
    return this.#slabs[Math.floor((slot - this.#imageSlots - 1) / SLAB_PAGES)]!
  }

  #offsetIn(slot: number): number {
    return (slot - this.#imageSlots - 1) % SLAB_PAGES * PAGE_WORDS
  }

  /** One more slab. Answers with one of its slots; the others are free. */
  #grow(): number {
    const gap = this.#slabs.indexOf(undefined)
    const index = gap === -1
      ? this.#slabs.length
      : gap
    this.#slabs[index] = new Int32Array(SLAB_PAGES * PAGE_WORDS)
    this.#release(this.#imageSlots + 1 + index * SLAB_PAGES, () => true)
    return this.#free.pop()!
  }

  /** Makes slots of a slab free. The first ones are taken first. */
  #release(first: number, isFree: (slot: number) => boolean): void {
    for (let slot = first + SLAB_PAGES - 1; slot >= first; slot--) {
      if (isFree(slot))
        this.#free.push(slot)
    }
  }
}

/** Four words at a time, which takes half as long as one. */
function isSame(one: Words, oneStart: number, other: Words, otherStart: number): boolean {
  for (let word = 0; word < PAGE_WORDS; word += 4) {
    const a = oneStart + word
    const b = otherStart + word
    if (((one[a]! ^ other[b]!) | (one[a + 1]! ^ other[b + 1]!) | (one[a + 2]! ^ other[b + 2]!) | (one[a + 3]! ^ other[b + 3]!)) !== 0)
      return false
  }
  return true
}

function isZero(memory: Words, start: number): boolean {
  for (let word = start; word < start + PAGE_WORDS; word += 4) {
    if ((memory[word]! | memory[word + 1]! | memory[word + 2]! | memory[word + 3]!) !== 0)
      return false
  }
  return true
}
