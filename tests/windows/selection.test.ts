import type { Page } from 'playwright-core'
import type { Hall } from './open-windows.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHall, pane, screenOf, stateOf } from './open-windows.ts'
import { press } from './press.ts'

/** Without a figure beside it, so that a long line fits: only the lecture has such a one. */
const DEMO = 'uts-namespace'
const PANE = 'host'
/** Cells of the pane, as its definition has them. */
const CELLS = { columns: 80, rows: 9 }
const LINE = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** The first page of a deck this long has to be compiled. */
const SLOW = { timeout: 90_000 }
let hall: Hall

beforeAll(async () => {
  hall = await openHall({ deck: 'lecture' })
})
afterAll(async () => {
  await hall.close()
})

/** Below, at, and above the slide's own 980 px: Slidev scales the slide, and the pane must be exact all the same. */
const viewports = [
  { width: 800, height: 600 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
]

describe.each(['projector', 'presenter'] as const)('on the %s', (view) => {
  let page: Page
  beforeAll(async () => {
    const context = await hall.newContext({
      viewport: viewports[0],
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    page = await hall.open(view, DEMO, { context })
  })

  async function selectByMouse(viewport: typeof viewports[number]): Promise<void> {
    await page.setViewportSize(viewport)
    await expect.poll(() => stateOf(page, DEMO, PANE), SLOW).toMatch(/^ready /)
    const screen = pane(page, DEMO, PANE).locator('.xterm-screen')
    await screen.click()
    const line = `${viewport.width}${LINE}`
    await page.keyboard.type(`clear; echo ${line}`)
    await press(page, 'Enter')
    await expect.poll(() => screenOf(page, DEMO, PANE), SLOW).toMatch(new RegExp(`^${line}\n`))

    const box = (await screen.boundingBox())!
    const cell = { width: box.width / CELLS.columns, height: box.height / CELLS.rows }
    const [first, last] = [10, 50]
    const y = box.y + cell.height / 2
    // From inside the first cell to inside the last: xterm takes a cell when more than half of it is covered.
    await page.mouse.move(box.x + (first + 0.1) * cell.width, y)
    await page.mouse.down()
    await page.mouse.move(box.x + (last + 0.9) * cell.width, y, { steps: 5 })
    await page.mouse.up()
    await press(page, 'Control+Shift+C')
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()), SLOW).toBe(line.slice(first, last + 1))
  }

  const selects = 'the mouse selects the very cells it is drawn over, at $width×$height'
  it.each(viewports.slice(0, 1))(selects, selectByMouse)
  it.each(viewports.slice(1))(selects, { tags: 'variant' }, selectByMouse)
})
