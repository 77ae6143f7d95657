import type { Hall } from './open-windows.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createLiveMachineFactory } from '../../scripts/machines/machine-factory.ts'
import { openHall, screenOf, stateOf } from './open-windows.ts'
import { press } from './press.ts'

const DEMO = 'pid-namespace'
const SLOW = { timeout: 60_000 }
let hall: Hall

beforeAll(async () => {
  const embedded = await createLiveMachineFactory('embedded')
  hall = await openHall({
    machine: {
      ...embedded,
      create: () => Object.defineProperty(embedded.create(), 'rewind', { value: undefined }),
    },
  })
})
afterAll(async () => {
  await hall?.close()
})

it('back, on a machine that keeps no states, begins the demo anew and types the steps until there, with words on the slide meanwhile', async () => {
  const window = await hall.open('presenter', DEMO)
  const expectStep = async (step: number): Promise<void> => {
    await expect.poll(() => stateOf(window, DEMO, 'container'), SLOW).toBe(`ready ${step}/9`)
  }
  await expectStep(0)
  for (const step of [1, 2, 3, 4]) {
    await press(window, 'PageDown')
    await expectStep(step)
  }
  await press(window, 'PageUp')
  await window.locator('.cbu-returning').filter({ hasText: 'Back to where step 3 was done' }).waitFor({ timeout: 60_000 })
  await expectStep(3)
  await expect.poll(() => screenOf(window, DEMO, 'container'), SLOW).toMatch(/I am PID 1\s+\S+#\s*$/)
})
