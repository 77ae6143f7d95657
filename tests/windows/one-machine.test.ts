import type { Page } from 'playwright-core'
import type { Hall } from './open-windows.ts'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createMachineFactory } from '../../scripts/machines/machine-factory.ts'
import { openHall, pane, stateOf } from './open-windows.ts'
import { press } from './press.ts'

const SLOW = { timeout: 60_000 }
let hall: Hall
/** Two demos that follow each other in the talk, on two slides that follow each other. */
let demos: [string, string]

beforeAll(async () => {
  const embedded = await createMachineFactory('embedded')
  hall = await openHall({
    machine: { ...embedded, atOnce: 1 },
  })
  const slides = [...hall.talk.demoSlides]
  const first = slides.findIndex(([, slide], index) => slides[index + 1]?.[1] === slide + 1)
  demos = [slides[first]![0], slides[first + 1]![0]]
})
afterEach(async () => {
  await hall.closeWindows()
})
afterAll(async () => {
  await hall.close()
})

/** The demo is on the window's screen, live and at its start. */
async function isLive(page: Page, demo: string): Promise<void> {
  const name = await page.locator(`.cbu-pane[data-demo="${demo}"]`).first().getAttribute('data-pane')
  await expect.poll(() => stateOf(page, demo, name!), SLOW).toMatch(/^ready 0\/\d+$/)
  expect(await pane(page, demo, name!).getAttribute('data-source')).toBe('live')
}

describe('a talk with one machine', () => {
  it('turns from demo to demo and back in the presenter\'s, the projector\'s and a watching window, whichever turns first', async () => {
    const audience = await hall.open('audience', demos[0])
    await isLive(audience, demos[0])
    const presenter = await hall.open('presenter', demos[0])
    const projector = await hall.open('projector', demos[0])
    const windows = [presenter, projector, audience]
    for (const page of windows)
      await isLive(page, demos[0])
    for (const [turning, key, demo] of [
      [presenter, 'Shift+ArrowRight', demos[1]],
      [projector, 'Shift+ArrowLeft', demos[0]],
      [projector, 'Shift+ArrowRight', demos[1]],
      [presenter, 'Shift+ArrowLeft', demos[0]],
    ] as const) {
      await press(turning, key)
      for (const page of windows)
        await isLive(page, demo)
    }
  })
})
