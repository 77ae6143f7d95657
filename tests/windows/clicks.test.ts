import type { Page } from 'playwright-core'
import type { Hall, Pair } from './open-windows.ts'
import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openHall, openPair, stateOf } from './open-windows.ts'
import { PRESS_MS } from './press.ts'

/** A slide with clicks enough. */
const DEMO = 'pid-namespace'
/** Position that Slidev's windows share through the server. */
const SHARED = '**/@server-reactive/nav'
/** Much longer than a press of the clicker takes. */
const LATE_MS = 500
const SLOW = { timeout: 60_000 }
let hall: Hall
let pair: Pair
let presenter: Page
let projector: Page

/** Where a window stands, as `12:3` for the third click of slide 12. */
function position(page: Page): string {
  const { pathname, searchParams } = new URL(page.url())
  return `${pathname.split('/').at(-1)}:${searchParams.get('clicks') ?? 0}`
}

/** Waits until the window shows the slide; from then on it knows the slide's clicks and hears what others tell. */
async function isMounted(page: Page): Promise<void> {
  // The first window of a deck is compiled while it is loaded.
  await page.locator(`[data-demo="${DEMO}"][data-source="live"]`).first().waitFor({ state: 'attached', timeout: 110_000 })
}

/** Every position that a window stands at from now on. */
function journey(page: Page): string[] {
  const positions: string[] = []
  page.on('framenavigated', () => position(page) !== positions.at(-1) && positions.push(position(page)))
  return positions
}

/** Lets everything that a window tells the others come late, as a busy computer does. */
async function holdBack(page: Page): Promise<void> {
  await page.route(SHARED, async (route) => {
    await setTimeout(LATE_MS)
    await route.continue()
  })
}

/** Presses the clicker, and again as soon as all windows have turned the page; what they tell each other of it is still under way. */
async function press(page: Page, clicks: readonly number[], windows: readonly Page[]): Promise<void> {
  for (const click of clicks) {
    const pressed = performance.now()
    await page.keyboard.press('PageDown')
    for (const window of windows)
      await expect.poll(() => position(window), { ...SLOW, interval: 5 }).toBe(at(click))
    // Faster than anybody can press, and it would be taken for a clicker that sends a press twice.
    await setTimeout(pressed + PRESS_MS - performance.now())
  }
}

function at(clicks: number): string {
  return `${hall.talk.demoSlides.get(DEMO)}:${clicks}`
}

beforeAll(async () => {
  hall = await openHall()
  pair = await openPair(hall, DEMO)
  ;({ presenter, projector } = pair)
})
afterAll(async () => {
  await hall.close()
})

describe('the clicker', () => {
  beforeEach(async () => {
    await pair.toStart()
  })
  afterEach(async () => {
    for (const page of [presenter, projector])
      await page.unrouteAll({ behavior: 'wait' })
  })

  it('leaves all windows and the machine at one step when it goes on in one window and back in another at the same moment', async () => {
    await press(presenter, [1, 2, 3], [presenter, projector])
    for (const page of [presenter, projector])
      await expect.poll(() => stateOf(page, DEMO, 'host'), SLOW).toBe('ready 3/9')
    await holdBack(presenter)
    await holdBack(projector)
    await Promise.all([
      presenter.keyboard.press('PageDown'),
      projector.keyboard.press('PageUp'),
    ])
    await expect.poll(() => [
      position(presenter),
      position(projector),
    ], SLOW).toEqual([
      at(4),
      at(2),
    ])
    await expect.poll(() => position(presenter) === position(projector), SLOW).toBe(true)
    // And stay there.
    await setTimeout(2 * LATE_MS)
    expect([
      at(2),
      at(4),
    ]).toContain(position(presenter))
    expect(position(projector)).toBe(position(presenter))
    const step = position(presenter).split(':')[1]
    for (const page of [presenter, projector])
      await expect.poll(() => stateOf(page, DEMO, 'host'), SLOW).toBe(`ready ${step}/9`)
  })

  it('is never taken back by a projector that lags behind', async () => {
    await holdBack(projector)
    const positions = journey(presenter)
    await press(presenter, [1, 2, 3, 4, 5], [presenter, projector])
    // Whatever the projector has told before comes before this.
    await press(projector, [6], [projector, presenter])
    expect(positions).toEqual([1, 2, 3, 4, 5, 6].map(at))
  })

  it('moves all windows when the projector has the focus, however late the presenter\'s is', async () => {
    const audience = await hall.open('audience', DEMO)
    await isMounted(audience)
    await holdBack(presenter)
    const positions = journey(projector)
    await press(projector, [1, 2, 3, 4, 5], [projector, presenter, audience])
    await press(presenter, [6], [presenter, projector, audience])
    expect(positions).toEqual([1, 2, 3, 4, 5, 6].map(at))
  })

  it('is heard on the projector though the mouse moves over the presenter\'s slide', async () => {
    await holdBack(presenter)
    const positions = journey(projector)
    const slide = (await presenter.locator('#slide-content').first().boundingBox())!
    for (const click of [1, 2, 3, 4]) {
      // Slidev tells where the pointer is, and all else it shares with it.
      await presenter.mouse.move(slide.x + 20 * click, slide.y + 20)
      await press(projector, [click], [projector, presenter])
    }
    await press(presenter, [5], [presenter, projector])
    expect(positions).toEqual([1, 2, 3, 4, 5].map(at))
  })

  it('is not taken back by a projector that is opened or reloaded in the middle', async () => {
    const positions = journey(presenter)
    await press(presenter, [1, 2], [presenter, projector])
    const late = await hall.open('projector')
    await expect.poll(() => position(late), SLOW).toBe(at(2))
    const reloaded = projector.reload()
    await press(presenter, [3], [presenter, late])
    await reloaded
    await isMounted(projector)
    await press(presenter, [4], [presenter, projector, late])
    expect(positions).toEqual([1, 2, 3, 4].map(at))
  })
})
