import type { Browser } from 'playwright-core'
import { join } from 'node:path'

/** Name of the picture in a deck's folder. */
export const PREVIEW = 'preview.png'
/** Of the picture, in pixels: about what the large pages that show such pictures ask for. */
export const PREVIEW_SIZE = { width: 1200, height: 675 } as const
/** Where the pictured page believes itself to be; nothing is asked of any network. */
const ORIGIN = 'http://site.invalid/'

/** Takes a picture of the first slide of a built deck, and puts it into the deck's folder. */
export async function takePreviewPicture(browser: Browser, folder: string): Promise<void> {
  const context = await browser.newContext({
    viewport: PREVIEW_SIZE,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  })
  try {
    await context.route(`${ORIGIN}**`, route => route.fulfill({
      path: join(folder, decodeURIComponent(new URL(route.request().url()).pathname)),
    }))
    const page = await context.newPage()
    await page.goto(`${ORIGIN}index.html#/1`)
    await page.locator('.slidev-page-1 .slidev-layout').waitFor()
    await page.evaluate(() => document.fonts.ready)
    await page.locator('#slide-container').screenshot({
      path: join(folder, PREVIEW),
      animations: 'disabled',
    })
  }
  finally {
    await context.close()
  }
}
