import type { Machine } from '../../scripts/machines/machine.ts'
import { expect } from 'vitest'

/** Most that a guest's clock may be off, in seconds. */
const CLOCK_TOLERANCE_S = 2

/** Checks that the machine's wall clock shows this computer's time. */
export async function expectRightClock(machine: Machine): Promise<void> {
  const before = Date.now() / 1000
  const guest = Number((await machine.run('date +%s.%N')).stdout)
  const after = Date.now() / 1000
  expect(guest).toBeGreaterThan(before - CLOCK_TOLERANCE_S)
  expect(guest).toBeLessThan(after + CLOCK_TOLERANCE_S)
}
