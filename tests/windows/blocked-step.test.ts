import type { Page } from 'playwright-core'
import type { Hall } from './open-windows.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clicksOf, openHall, pane, screenOf, stateOf } from './open-windows.ts'
import { press } from './press.ts'

const DEMO = 'pid-namespace'
const SLOW = { timeout: 60_000 }
let hall: Hall

beforeAll(async () => {
  hall = await openHall()
})
afterAll(async () => {
  await hall.close()
})

const state = (page: Page): Promise<string> => stateOf(page, DEMO, 'container')

describe('a step with a program in its way', () => {
  it('is named, takes its click back in all windows, and is typed by the next press when the program is gone', async () => {
    const presenter = await hall.open('presenter', DEMO)
    const projector = await hall.open('projector', DEMO)
    for (const page of [presenter, projector])
      await expect.poll(() => state(page), SLOW).toMatch(/^ready 0/)
    await press(presenter, 'PageDown')
    await expect.poll(() => state(presenter), SLOW).toMatch(/^ready 1/)

    await pane(presenter, DEMO, 'container').locator('.xterm').click()
    await presenter.keyboard.type('sleep 500\n')
    await expect.poll(() => screenOf(presenter, DEMO, 'container'), SLOW).toMatch(/sleep 500\s*$/)
    // A machine without processor time has no name for the program in time; a speaker presses again.
    await expect.poll(async () => {
      await press(presenter, 'PageDown')
      await expect.poll(() => state(presenter), SLOW).toMatch(/^blocked 1/)
      return await presenter.locator('.cbu-note:visible').textContent()
    }, SLOW).toContain('sleep runs in "container". Press Ctrl-C')
    for (const page of [presenter, projector])
      await expect.poll(() => clicksOf(page), SLOW).toBe('1')

    await press(presenter, 'Control+c')
    await expect.poll(() => screenOf(presenter, DEMO, 'container'), SLOW).toMatch(/\^C\s+\S+#\s*$/)
    await press(presenter, 'PageDown')
    for (const page of [presenter, projector]) {
      await expect.poll(() => state(page), SLOW).toMatch(/^ready 2/)
      await expect.poll(() => clicksOf(page), SLOW).toBe('2')
    }
    await expect.poll(() => screenOf(presenter, DEMO, 'container'), SLOW).toContain('unshare --pid --fork bash')
  })
})
