import type { BrowserContext, Page } from 'playwright-core'
import type { Hall } from './open-windows.ts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openHall, pane, screenOf, stateOf } from './open-windows.ts'
import { press } from './press.ts'

const DEMO = 'pid-namespace'
const SLOW = { timeout: 60_000 }
let hall: Hall
/** One browser of the speaker's, with all windows. */
let context: BrowserContext
let presenter: Page
let watching: Page

const state = (page: Page): Promise<string> => stateOf(page, DEMO, 'container')
/** Windows that may type have a button to reset the demo. */
const mayType = async (page: Page): Promise<boolean> => await page.getByRole('button', { name: 'Reset' }).filter({ visible: true }).count() > 0
const slideOf = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1)!

beforeAll(async () => {
  hall = await openHall()
})
beforeEach(async () => {
  context = await hall.newContext({
    viewport: { width: 1280, height: 720 },
  })
  presenter = await hall.open('presenter', DEMO, { context })
  await expect.poll(() => state(presenter), SLOW).toMatch(/^ready/)
  watching = await hall.open('audience', DEMO, { context })
  await expect.poll(() => state(watching), SLOW).toMatch(/^ready/)
})
afterEach(async () => {
  await context.close()
})
afterAll(async () => {
  await hall.close()
})

describe('a watch-only window beside a presenter\'s of the same browser', () => {
  it('stays one after a dropped connection and after a reload', async () => {
    let reachable = true
    await watching.routeWebSocket(/__demos/, (socket) => {
      if (!reachable)
        return void socket.close()
      socket.connectToServer()
    })
    for (let round = 0; round < 2; round++) {
      reachable = false
      await watching.reload()
      await expect.poll(() => watching.locator('.cbu-pane[data-state="disconnected"]').count(), SLOW).toBeGreaterThan(0)
      // Long enough that each token which it might try has been tried.
      await expect.poll(() => watching.evaluate(() => performance.now()), SLOW).toBeGreaterThan(4_000)
      reachable = true
      await expect.poll(() => state(watching), SLOW).toMatch(/^ready/)
      expect(await mayType(watching)).toBe(false)
    }
    expect(await mayType(presenter)).toBe(true)
  })

  it('turns no page of the others, and still follows them', async () => {
    const slide = slideOf(presenter)
    await press(watching, 'Shift+ArrowRight')
    await expect.poll(() => slideOf(watching)).not.toBe(slide)
    const refused = await watching.evaluate(async () => (await fetch('/@server-reactive/nav', {
      method: 'POST',
      body: '{"patch":{"page":1}}',
    })).status)
    expect(refused).toBe(403)
    await press(presenter, 'Shift+ArrowLeft')
    const before = String(Number(slide) - 1)
    for (const page of [presenter, watching])
      await expect.poll(() => slideOf(page), SLOW).toBe(before)
  })

  it('stays one where the server has been restarted since, and knows new tokens only', async () => {
    const latest = await watching.evaluate(() => {
      sessionStorage.setItem('cbu-demo-token', 'watch-of-an-earlier-run')
      const token = localStorage.getItem('cbu-demo-token-audience')!
      localStorage.removeItem('cbu-demo-token-audience')
      return token
    })
    await watching.reload()
    await expect.poll(() => watching.locator('.cbu-pane[data-state="disconnected"]').count(), SLOW).toBeGreaterThan(0)
    // Another window that watches has been opened: its token is as good.
    await presenter.evaluate(token => localStorage.setItem('cbu-demo-token-audience', token), latest)
    await expect.poll(() => state(watching), SLOW).toMatch(/^ready/)
    expect(await mayType(watching)).toBe(false)
    await pane(watching, DEMO, 'host').locator('.xterm-screen').click()
    await watching.keyboard.type('echo intruder')
    await press(presenter, 'PageDown')
    await expect.poll(() => state(watching), SLOW).toMatch(/^ready 1/)
    expect(await screenOf(watching, DEMO, 'host')).not.toContain('intruder')
  })
})
