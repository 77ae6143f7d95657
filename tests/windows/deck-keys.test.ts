import type { Page } from 'playwright-core'
import type { Hall } from './open-windows.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHall, pane, screenOf, stateOf } from './open-windows.ts'
import { press } from './press.ts'

const DEMO = 'pid-namespace'
const SLOW = { timeout: 60_000 }
let hall: Hall
let projector: Page
let presenter: Page

const state = (page = projector): Promise<string> => stateOf(page, DEMO, 'host')
const topLine = async (page: Page): Promise<string> => (await screenOf(page, DEMO, 'host')).trimStart().split('\n')[0]!

/** Both windows show the same lines, so many looks in a row: output may still come. */
async function standAlike(looks: number): Promise<boolean> {
  for (let look = 0; look < looks; look++) {
    if (await topLine(presenter) !== await topLine(projector))
      return false
    await presenter.waitForTimeout(400)
  }
  return true
}

beforeAll(async () => {
  hall = await openHall()
  projector = await hall.open('projector', DEMO)
  presenter = await hall.open('presenter', DEMO)
})
afterAll(async () => {
  await hall.close()
})

describe('the keys of a talk', () => {
  it('work after a click on a button', async () => {
    for (const page of [projector, presenter])
      await expect.poll(() => state(page), SLOW).toBe('ready 0/9')
    await projector.getByTitle('Enter fullscreen').first().click({ force: true })
    await expect.poll(() => projector.evaluate(() => document.fullscreenElement !== null), SLOW).toBe(true)
    await press(projector, 'PageDown')
    await expect.poll(() => state(), SLOW).toBe('ready 1/9')
  })

  it('are one step a press where a pane has the focus, however long they are held', async () => {
    await pane(projector, DEMO, 'host').locator('.xterm-screen').click()
    for (let press = 0; press < 10; press++)
      await projector.keyboard.down('PageDown')
    await projector.keyboard.up('PageDown')
    await expect.poll(() => state(), SLOW).toBe('ready 2/9')
    await press(projector, 'Control+r')
    await expect.poll(() => screenOf(projector, DEMO, 'host'), SLOW).toContain('(reverse-i-search)')
    await press(projector, 'Control+c')
    await expect.poll(() => screenOf(projector, DEMO, 'host'), SLOW).toMatch(/demo:~# \n*$/)
    expect(await state()).toBe('ready 2/9')
  })

  it('bring every window to the end of its panes, wherever somebody has scrolled to', async () => {
    await projector.keyboard.type('seq 60')
    await press(projector, 'Enter')
    await expect.poll(() => screenOf(presenter, DEMO, 'host'), SLOW).toMatch(/\n60\n/)
    const end = await topLine(projector)
    await pane(projector, DEMO, 'host').locator('.xterm-screen').hover()
    await projector.mouse.wheel(0, -400)
    await expect.poll(() => topLine(projector), SLOW).not.toBe(end)
    await expect.poll(async () => await topLine(presenter) === await topLine(projector), SLOW).toBe(true)
    await press(projector, 'PageDown')
    await expect.poll(() => state(), SLOW).toBe('ready 3/9')
    for (const page of [projector, presenter])
      await expect.poll(() => screenOf(page, DEMO, 'host'), SLOW).toMatch(/\n60\n/)
  })

  it('follow who scrolls while output comes', async () => {
    await projector.keyboard.type('for i in {1..40}; do echo line $i; sleep 0.05; done')
    await press(projector, 'Enter')
    await expect.poll(() => screenOf(projector, DEMO, 'host'), SLOW).toContain('\nline 5\n')
    await pane(projector, DEMO, 'host').locator('.xterm-screen').hover()
    for (let turn = 0; turn < 4; turn++)
      await projector.mouse.wheel(0, -120)
    await expect.poll(() => standAlike(5), SLOW).toBe(true)
    await press(projector, 'Control+c')
    for (const page of [projector, presenter])
      await expect.poll(() => screenOf(page, DEMO, 'host'), SLOW).toMatch(/demo:~# \n*$/)
  })

  it('ask before they close a window in which somebody types', async () => {
    const asked: string[] = []
    projector.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.dismiss()
    })
    await projector.close({ runBeforeUnload: true })
    await expect.poll(() => asked, SLOW).toEqual(['beforeunload'])
    expect(projector.isClosed()).toBe(false)
  })
})
