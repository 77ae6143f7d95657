import { totalmem } from 'node:os'
import { describe, expect, it } from 'vitest'
import { availableMemory, parseVmStat } from '../../../scripts/system/available-memory.ts'

describe('the memory that programs can have', () => {
  it('is a part of this computer\'s', () => {
    expect(availableMemory()).toBeGreaterThan(0)
    expect(availableMemory()).toBeLessThan(totalmem())
  })

  it('has on macOS what the system would give back', () => {
    expect(parseVmStat(`Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                               10.
Pages active:                            1000.
Pages inactive:                           200.
Pages speculative:                          3.
Pages throttled:                            0.
Pages wired down:                        5000.
Pages purgeable:                           40.
`)).toBe((10 + 200 + 3 + 40) * 16384)
  })
})
