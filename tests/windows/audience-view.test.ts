import type { Locator, Page } from 'playwright-core'
import type { Hall, Pair } from './open-windows.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findCutParts } from './find-cut-parts.ts'
import { openHall, openPair, pane, sourceOf, stateOf } from './open-windows.ts'
import { press } from './press.ts'

const DEMO = 'pid-namespace'
const SLOW = { timeout: 60_000 }
let hall: Hall
let pair: Pair
let presenter: Page
let projector: Page

const status = (page: Page): Locator => page.locator('.cbu-status:visible').first()
const words = async (page: Page): Promise<string> => (await status(page).locator('.cbu-status-words > span:visible').allTextContents()).join(' ')
/** Buttons of the demo that can be seen. */
function buttons(page: Page): Promise<string[]> {
  return status(page).getByRole('button').evaluateAll(all => all
    .filter(each => each.checkVisibility({ opacityProperty: true }))
    .map(each => each.textContent!.trim()))
}
const typeSize = (page: Page): Promise<string> => pane(page, DEMO, 'host').locator('.xterm-rows').evaluate(rows => getComputedStyle(rows).fontSize)
const state = (page: Page): Promise<string> => stateOf(page, DEMO, 'host')

/** Moves the mouse over the demo, as a speaker does who looks for a button. */
async function moveMouse(page: Page): Promise<void> {
  const box = (await pane(page, DEMO, 'host').boundingBox())!
  await page.mouse.move(box.x + 100, box.y + 60)
  await page.mouse.move(box.x + 140, box.y + 80, { steps: 4 })
}

beforeAll(async () => {
  hall = await openHall()
  pair = await openPair(hall, DEMO)
  ;({ presenter, projector } = pair)
})
beforeEach(async () => {
  await pair.toStart()
  await projector.mouse.move(5, 5)
})
afterAll(async () => {
  await hall?.close()
})

describe('a demo, to the audience,', () => {
  it('has neither buttons nor words while all is well, and the presenter has both', async () => {
    const watching = await hall.open('audience', DEMO)
    await expect.poll(() => state(watching), SLOW).toBe('ready 0/9')
    for (const page of [projector, watching]) {
      await expect.poll(() => words(page), SLOW).toBe('')
      await expect.poll(() => buttons(page), SLOW).toEqual([])
    }
    await press(presenter, 'PageDown')
    await expect.poll(() => state(watching), SLOW).toBe('ready 1/9')
    expect(await words(projector)).toBe('')
    expect(await words(presenter)).toBe('live ready')
    expect(await buttons(presenter)).toEqual(['Recording', 'Reset'])

    await moveMouse(watching)
    expect(await words(watching)).toBe('')
    expect(await status(watching).getByRole('button').count()).toBe(0)
  })

  it('says that a recording is one, in type that does not change', async () => {
    const size = await typeSize(projector)
    await press(presenter, 'r')
    await expect.poll(() => sourceOf(projector, DEMO, 'host'), SLOW).toBe('recording')
    await expect.poll(() => words(projector), SLOW).toMatch(/^recording of \d+ \w+ \d{4}$/)
    expect(await buttons(projector)).toEqual([])
    expect(await typeSize(projector)).toBe(size)

    await moveMouse(projector)
    await expect.poll(() => buttons(projector), SLOW).toEqual(['Steps', 'Go live', 'Reset'])
    for (const page of [presenter, projector])
      expect(await page.evaluate(findCutParts)).toEqual([])
  })

  it('shows its buttons while the mouse of a window that may type moves over it, and no longer', async () => {
    const size = await typeSize(projector)
    await moveMouse(projector)
    await expect.poll(() => buttons(projector), SLOW).toEqual(['Steps', 'Recording', 'Reset'])
    expect(await words(projector)).toContain('live ready')
    expect(await typeSize(projector)).toBe(size)
    // The mouse rests, and the terminals below it move.
    await press(presenter, 'PageDown')
    await expect.poll(() => state(projector), SLOW).toBe('ready 1/9')
    await expect.poll(() => buttons(projector), SLOW).toEqual([])
    expect(await words(projector)).toBe('')

    await moveMouse(projector)
    await status(projector).getByRole('button', { name: 'Steps' }).click()
    await projector.locator('.cbu-step-menu-step:visible').nth(2).click()
    await expect.poll(() => state(presenter), SLOW).toBe('ready 2/9')
    await moveMouse(projector)
    await status(projector).getByRole('button', { name: 'Reset' }).click()
    await expect.poll(() => state(presenter), SLOW).toBe('ready 0/9')
  })

  it('shows its buttons to the keyboard', async () => {
    await status(projector).getByRole('button', { name: 'Reset' }).focus()
    await expect.poll(() => buttons(projector), SLOW).toEqual(['Steps', 'Recording', 'Reset'])
    await press(projector, 'PageDown')
    await expect.poll(() => state(projector), SLOW).toBe('ready 1/9')
    expect(await buttons(projector)).toEqual(['Steps', 'Recording', 'Reset'])
    await status(projector).getByRole('button', { name: 'Reset' }).blur()
    await expect.poll(() => buttons(projector), SLOW).toEqual([])
  })
})
