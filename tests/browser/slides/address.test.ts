import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../../scripts/browser/launch-browser.ts'
import { findDeck, listDecks } from '../../../scripts/deck/find-deck.ts'
import { slidesFolder } from '../../../scripts/system/project-paths.ts'
import { printDeck } from '../print-deck.ts'
import { findOverflow } from './find-overflow.ts'

/** A course has hundreds of pages. */
const LONG_MS = 300_000

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
})

describe.each(await listDecks(slidesFolder))('the deck %s, when its address is known', (name) => {
  it('has room for the code that leads there, and for all its sources', async () => {
    const { print, deck, close } = await printDeck(browser, await findDeck(slidesFolder, name), { address: `https://example.org/a-rather-long-name-of-a-group/talks/2026/${name}/` })
    try {
      const last = print.page.locator(`.print-slide-container[id^="${String(deck.slides).padStart(3, '0')}-"]`)
      expect(await last.getByRole('img', { name: /^QR code/ }).count()).toBe(1)
      expect(await print.page.evaluate(findOverflow)).toEqual([])
      const onCode = await last.evaluate((page) => {
        const code = page.querySelector('.cbu-address')!.getBoundingClientRect()
        return [
          ...page.querySelectorAll('.cbu-sources li'),
        ].filter(entry => [
          ...entry.getClientRects(),
        ].some(({ right }) => right > code.left)).map(entry => entry.textContent)
      })
      expect(onCode).toEqual([])
    }
    finally {
      await close()
    }
  }, LONG_MS)
})
