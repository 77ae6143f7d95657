import type { Browser, Page } from 'playwright-core'
import type { ServedSite } from '../fixtures/test-site.ts'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch-browser.ts'
import { writeSiteDeck } from '../fixtures/site-deck.ts'
import { serveTestSite } from '../fixtures/test-site.ts'
import { screenOf, sourceOf, stateOf } from '../windows/open-windows.ts'
import { press } from '../windows/press.ts'
import { printDeck } from './print-deck.ts'

const DEMO = 'pid-namespace'
const DEMO_SLIDE = 2
const SLOW = { timeout: 60_000 }
const FIRST_LINE = /# unshare --pid bash -c 'date; date; date'\s*$/
const SECOND_LINE = /# unshare --pid --fork bash\s*$/

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser?.close()
})

describe('pages with clicks, at two presses', () => {
  it('have one for each line that waits for Enter, without what comes of it, and one with it', async () => {
    const { entry, remove } = await writeSiteDeck()
    onTestFinished(remove)
    const { print, close } = await printDeck(browser, entry, { withClicks: true, presses: 2 })
    try {
      const screens = (await print.page.locator(`.print-slide-container [data-demo="${DEMO}"][data-pane="container"]`).evaluateAll(panes =>
        panes.map(pane => [
          ...pane.querySelectorAll('.cbu-recorded-line'),
        ].map(line => line.textContent).join('\n').trimEnd())))
      // The start, and nine steps.
      expect(screens).toHaveLength(19)
      expect(screens[1]).toMatch(FIRST_LINE)
      expect(screens[2]).toMatch(/Cannot allocate memory\n\S+#$/)
      expect(screens[3]).toMatch(SECOND_LINE)
      expect(screens[4]).toMatch(/fork bash\n\S+#$/)
    }
    finally {
      await close()
    }
  })
})

describe('a site at two presses', () => {
  let site: ServedSite
  let page: Page
  beforeAll(async () => {
    site = await serveTestSite('/talks/2026/', { presses: 2 })
    page = await browser.newPage({
      viewport: { width: 1280, height: 720 },
    })
  })
  afterAll(async () => {
    await site?.close()
  })

  async function expectPress(count: number, shown: RegExp): Promise<void> {
    await expect.poll(() => stateOf(page, DEMO, 'container'), SLOW).toBe(`ready ${count}/18`)
    await expect.poll(() => screenOf(page, DEMO, 'container'), SLOW).toMatch(shown)
  }

  it('plays a line with the first, and what came of it with the second, back and forth', async () => {
    await page.goto(`${site.server.url}small/#/${DEMO_SLIDE}`)
    await expectPress(0, /#\s*$/)
    expect(await sourceOf(page, DEMO, 'container')).toBe('recording')
    await press(page, 'ArrowRight')
    await expectPress(1, FIRST_LINE)
    await press(page, 'ArrowRight')
    await expectPress(2, /Cannot allocate memory/)
    await press(page, 'ArrowRight')
    await expectPress(3, SECOND_LINE)
    await press(page, 'ArrowLeft')
    await press(page, 'ArrowLeft')
    await expectPress(1, FIRST_LINE)
  })

  it('types and enters in the reader\'s own machine, from where the recording was', async () => {
    await page.getByRole('button', { name: 'Run it yourself' }).filter({ visible: true }).click()
    await expect.poll(() => sourceOf(page, DEMO, 'container'), SLOW).toBe('live')
    await expectPress(1, FIRST_LINE)
    await press(page, 'ArrowRight')
    await expectPress(2, /Cannot allocate memory/)
    await press(page, 'ArrowLeft')
    await expectPress(1, FIRST_LINE)
  })
})
