import type { Browser, Page } from 'playwright-core'
import type { Talk } from '../../scripts/server/open-talk.ts'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/export/launch-browser.ts'
import { freePort } from '../../scripts/free-port.ts'
import { createMachineFactory } from '../../scripts/machines/machine-factory.ts'
import { slidesFolder } from '../../scripts/project-paths.ts'
import { PRACTICE_PATH } from '../../scripts/protocol/practice.ts'
import { PracticeClock } from '../../scripts/rehearsal/practice-clock.ts'
import { createPracticePlugin } from '../../scripts/rehearsal/practice-plugin.ts'
import { readDeck } from '../../scripts/rehearsal/read-deck.ts'
import { findDeck } from '../../scripts/server/find-deck.ts'
import { openTalk } from '../../scripts/server/open-talk.ts'

const SLOW = { timeout: 60_000 }
const { chapters } = await readDeck(slidesFolder, 'meetup')
const [opening, second] = chapters

let browser: Browser
let talk: Talk
beforeAll(async () => {
  browser = await launchBrowser()
})
afterEach(async () => {
  await talk.close()
})
afterAll(async () => {
  await browser.close()
})

async function open(clock?: PracticeClock): Promise<void> {
  talk = await openTalk({
    entry: await findDeck(slidesFolder, 'meetup'),
    port: await freePort(),
    machine: await createMachineFactory('recording'),
    plugins: clock
      ? [
          createPracticePlugin(clock),
        ]
      : [],
  })
}

/** A window of a browser profile of its own. */
async function openWindow(url: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
  })
  const page = await context.newPage()
  await page.goto(url)
  return page
}

/** Asks to restart the clock, as the window's own script would. */
async function restart(page: Page): Promise<number> {
  return await page.evaluate(async path => (await fetch(path, {
    method: 'POST',
    body: JSON.stringify({ slide: 1, action: 'restart' }),
  })).status, PRACTICE_PATH)
}

describe('practising', () => {
  it('shows presenters the time of the chapter and of the talk beside their budgets, and says when it is too much', async () => {
    let skipped = 0
    const clock = new PracticeClock({
      chapters,
      now: () => performance.now() + skipped,
    })
    await open(clock)
    const page = await openWindow(talk.urls.presenter)
    const lines = page.locator('.cbu-practice p')
    await expect.poll(() => lines.first().textContent(), SLOW).toMatch(new RegExp(`^ ?${opening!.title} 0:\\d\\d of 1:30 ?$`))
    expect(await lines.last().textContent()).toMatch(/^ ?Talk 0:\d\d of \d+:\d\d ?$/)
    const quiet = await lines.first().evaluate(line => getComputedStyle(line).backgroundColor)

    skipped = 2 * 60_000
    await page.keyboard.press('PageDown')
    await expect.poll(() => lines.first().textContent(), SLOW).toMatch(/2:\d\d of 1:30 · 0:\d\d over/)
    expect(await lines.first().evaluate(line => getComputedStyle(line).backgroundColor)).not.toBe(quiet)

    await page.keyboard.press('PageDown')
    await expect.poll(() => lines.first().textContent(), SLOW).toContain(`${second!.title} 0:`)
    await page.getByRole('button', { name: 'Pause' }).click()
    await expect.poll(() => page.getByRole('button', { name: 'Go on' }).count(), SLOW).toBe(1)
    const { chapters: stopped } = clock.state
    skipped += 60_000
    expect(clock.state).toMatchObject({ running: false, chapters: stopped })
    await page.context().close()
  })

  it('is for presenters alone: other windows neither see the clock nor move it', async () => {
    const clock = new PracticeClock({ chapters })
    await open(clock)
    const [projector, audience] = [await openWindow(talk.urls.projector), await openWindow(talk.urls.audience)]
    for (const page of [projector, audience]) {
      await expect.poll(() => page.locator('.slidev-layout').count(), SLOW).toBeGreaterThan(0)
      expect(await page.locator('.cbu-practice').count()).toBe(0)
    }
    expect(await restart(audience)).toBe(403)
    expect(clock.state.running).toBe(false)
    expect(await restart(projector)).toBe(200)
    expect(clock.state.running).toBe(true)
    for (const page of [projector, audience])
      await page.context().close()
  })

  it('is no part of an ordinary talk', async () => {
    await open()
    const requests: string[] = []
    const page = await browser.newPage()
    page.on('request', request => requests.push(request.url()))
    await page.goto(talk.urls.presenter)
    await expect.poll(() => page.locator('.slidev-presenter .grid-section.bottom').count(), SLOW).toBe(1)
    // The file that would load the clock has been loaded.
    await expect.poll(() => requests.some(url => url.includes('/custom-nav-controls.vue')), SLOW).toBe(true)
    expect(requests.filter(url => /components\/rehearsal|PracticeClock/.test(url))).toEqual([])
    expect(await page.locator('.cbu-practice').count()).toBe(0)
    await page.close()
  })
})
