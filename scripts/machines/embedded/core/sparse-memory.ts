import type { Emulator } from './v86-emulator.ts'

/** Bytes of a page, the unit in which v86 packs a guest's memory and the computer gives it. */
export const PAGE_BYTES = 4096

/**
 * Leaves alone the pages of the guest's memory that are zero when they are to be zeroed. v86 zeroes all memory before it restores a state, and each
 * page that is written is one that this computer has to provide: 180 MB more per machine, of which the guest never used a byte.
 */
export function keepMemorySparse({ v86: { cpu } }: Emulator): void {
  const zero = cpu.zero_memory
  cpu.zero_memory = (address, length) => {
    if (address % PAGE_BYTES !== 0 || length % PAGE_BYTES !== 0)
      return zero(address, length)
    for (let page = address; page < address + length; page += PAGE_BYTES) {
      if (!cpu.is_memory_zeroed(page, PAGE_BYTES))
        zero(page, PAGE_BYTES)
    }
  }
}
