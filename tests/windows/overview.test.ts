import type { Page } from 'playwright-core'
import type { Hall } from './open-windows.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHall } from './open-windows.ts'

let hall: Hall
let page: Page
beforeAll(async () => {
  hall = await openHall()
  page = await hall.open('projector', undefined, {
    viewport: { width: 640, height: 360 },
  })
  await page.locator('.slidev-page').first().waitFor({ timeout: 110_000 })
})
afterAll(() => hall.close())

it('an overview makes the slides that are near, and each when it comes into view', async () => {
  await page.keyboard.press('o')
  const boxes = page.locator('.cbu-near')
  const made = page.locator('.cbu-near .slidev-page')
  await made.first().locator('h1').first().waitFor()
  const slides = await boxes.count()
  expect(slides).toBeGreaterThan(20)
  expect(await made.count()).toBeLessThan(slides)

  const last = boxes.last()
  expect(await last.locator('.slidev-page').count()).toBe(0)
  await last.scrollIntoViewIfNeeded()
  await last.locator('h1').first().waitFor()
  await page.keyboard.press('Escape')
})
