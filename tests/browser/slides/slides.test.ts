import type { Browser } from 'playwright-core'
import type { PrintPage, Scheme } from '../../../scripts/export/print-page.ts'
import type { DeckServer } from '../../../scripts/server/serve-deck.ts'
import type { PrintedDeck } from '../print-deck.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../../scripts/browser/launch-browser.ts'
import { findDeck, listDecks } from '../../../scripts/deck/find-deck.ts'
import { demoPresses } from '../../../scripts/engine/presses.ts'
import { checkRecordings } from '../../../scripts/recordings/read-recordings.ts'
import { readDemos } from '../../../scripts/server/read-demos.ts'
import { demosFolder, recordingsFolder, slidesFolder } from '../../../scripts/system/project-paths.ts'
import { OUR_DECKS } from '../../fixtures/decks.ts'
import { findHostFonts } from '../fonts/find-host-fonts.ts'
import { findMissingGlyphs } from '../fonts/find-missing-glyphs.ts'
import { printDeck } from '../print-deck.ts'
import { countWords } from './count-words.ts'
import { findFaintText, LEAST_CONTRAST } from './find-faint-text.ts'
import { findOverflow } from './find-overflow.ts'
import { findUnseenShapes } from './find-unseen-shapes.ts'

/** With the title, which is a sentence. */
const MOST_WORDS = 40
/** A course has hundreds of pages. */
const LONG = { timeout: 300_000 }

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
})

describe.each(await listDecks(slidesFolder))('the deck %s, at every click', (name) => {
  let printed: PrintedDeck
  let deck: DeckServer
  let print: PrintPage
  beforeAll(async () => {
    // With an address, for the code on the last slide takes room from the sources.
    printed = await printDeck(browser, await findDeck(slidesFolder, name), {
      withClicks: true,
      address: `https://example.org/a-rather-long-name-of-a-group/talks/2026/${name}/`,
    })
    ;({ deck, print } = printed)
  }, LONG.timeout)
  afterAll(async () => {
    await printed?.close()
  })

  async function faintText(scheme: Scheme, pages = '.print-slide-container'): Promise<string[]> {
    await print.page.emulateMedia({ colorScheme: scheme })
    await print.page.waitForFunction(dark => document.documentElement.classList.contains('dark') === dark, scheme === 'dark')
    return await print.page.evaluate(findFaintText, { least: LEAST_CONTRAST, pages })
  }

  it('keeps everything on its slides, whole', async () => {
    expect(print.pages.length).toBeGreaterThan(deck.slides)
    expect(await print.page.evaluate(findOverflow)).toEqual([])
  })

  it('has the code that leads to its address on the last slide, beside all its sources', async () => {
    const last = print.page.locator(`.print-slide-container[id^="${String(deck.slides).padStart(3, '0')}-"]`)
    expect(await last.getByRole('img', { name: /^QR code/ }).count()).toBe(1)
    const onCode = await last.evaluate((page) => {
      const code = page.querySelector('.cbu-address')!.getBoundingClientRect()
      return [
        ...page.querySelectorAll('.cbu-sources li'),
      ].filter(entry => [
        ...entry.getClientRects(),
      ].some(({ right }) => right > code.left)).map(entry => entry.textContent)
    })
    expect(onCode).toEqual([])
  })

  it('shows terminals as they were recorded, or the list of steps where there is no recording', async () => {
    const catalogue = await readDemos(demosFolder)
    const recordings = await checkRecordings(recordingsFolder, catalogue, deck.demoSlides.keys())
    if (OUR_DECKS.includes(name))
      expect(deck.demoSlides.size).toBeGreaterThan(0)
    for (const demo of deck.demoSlides.keys()) {
      const definition = catalogue.get(demo)!
      const { panes, editors, steps, figure } = definition
      const { state } = recordings.get(demo)!
      const pages = print.page.locator('.print-slide-container').filter({
        has: print.page.locator(`[data-demo="${demo}"]`),
      })
      // The start, and every press.
      const count = demoPresses(definition).length + 1
      expect([demo, await pages.count()]).toEqual([demo, count])
      const counts = {
        terminals: await pages.locator('[data-source="recording"][data-state="ready"]').count(),
        figures: await pages.locator('.cbu-figure-drawn').count(),
        listed: await pages.locator('.cbu-steps[data-state="off"] li').count(),
      }
      expect([demo, counts]).toEqual([
        demo,
        state === 'fresh'
          ? {
              terminals: count * (panes.length + editors.length),
              figures: figure ? count : 0,
              listed: 0,
            }
          : { terminals: 0, figures: 0, listed: count * steps.length },
      ])
    }
    expect(await print.page.locator('.xterm').count()).toBe(0)
  })

  it('draws every shape of its figures', async () => {
    expect(await print.page.evaluate(findUnseenShapes)).toEqual([])
  })

  it('has few words on a slide', async () => {
    const words = await print.page.evaluate(countWords)
    expect(words.length).toBe(print.pages.length)
    expect(words.every(([, count]) => count > 0)).toBe(true)
    expect(words.filter(([, count]) => count > MOST_WORDS)).toEqual([])
  })

  it.each(['light', 'dark'] as const)('stands out from what is below it, in %s', LONG, async (scheme) => {
    expect(await faintText(scheme)).toEqual([])
  })

  it('draws every character, from fonts that it brings along', async () => {
    expect(await findHostFonts(print.page, '.print-slide-container')).toEqual([])
    const text = await print.page.evaluate(() => [
      ...document.querySelectorAll('.print-slide-container'),
    ].map(page => page.textContent).join(''))
    for (const family of ['--cbu-font-sans', '--cbu-font-mono'])
      expect(await print.page.evaluate(findMissingGlyphs, { family, weight: 400, text }), family).toEqual([])
  })

  it('would notice a shape whose class hides it', async () => {
    await print.page.evaluate(() => document.querySelector('.slidev-layout svg')!.insertAdjacentHTML('beforeend', '<g class="hidden"><path d="M 0 0 H 9" /></g>'))
    expect((await print.page.evaluate(findUnseenShapes)).join('\n')).toMatch(/g\.hidden/)
    await print.page.evaluate(() => document.querySelector('.slidev-layout svg .hidden')!.remove())
  })

  it('would notice a font of this computer, and a character that is not drawn', async () => {
    await print.page.evaluate(() => {
      const line = document.createElement('p')
      line.style.fontFamily = 'monospace'
      line.textContent = 'typed'
      document.querySelector('.slidev-layout')!.append(line)
    })
    expect(await findHostFonts(print.page, '.print-slide-container')).toEqual([
      expect.stringMatching(/: typed$/),
    ])
    await print.page.evaluate(() => document.querySelector('.slidev-layout > p:last-child')!.remove())
    expect(await print.page.evaluate(findMissingGlyphs, { family: '--cbu-font-sans', weight: 400, text: 'A\u{10FFFE}' })).toEqual(['\u{10FFFE}'])
  })

  it('would notice a line that is too long', async () => {
    const page = print.pages[0]!.id
    await print.page.evaluate((id) => {
      const line = document.createElement('p')
      line.style.whiteSpace = 'nowrap'
      line.textContent = 'much too long '.repeat(20)
      document.getElementById(id)!.querySelector('.cbu-slide')!.append(line)
    }, page)
    expect((await print.page.evaluate(findOverflow)).join('\n')).toContain(`page ${page}: p leaves the slide: much too long`)
    expect(await print.page.evaluate(countWords)).toContainEqual([
      page,
      expect.toSatisfy(count => count > MOST_WORDS),
    ])
  })

  it('would notice text that is hard to read', async () => {
    const page = print.pages[0]!.id
    await print.page.evaluate((id) => {
      const slide = document.getElementById(id)!.querySelector('.cbu-slide')!
      slide.innerHTML = `
        <p style="color: #767676; background: #fff">enough</p>
        <p style="color: #787878; background: #fff">too little</p>
        <div style="opacity: 0.5; background: #fff"><p style="color: #000">too faint</p></div>
        <svg viewBox="0 0 200 100" width="400" height="200">
          <rect width="200" height="50" fill="#0a5aa8" /><text x="10" y="20" font-size="10" fill="#fff">enough</text>
          <text x="10" y="40" font-size="10" fill="#000">on a shape</text>
          <path d="M0 76 H200" stroke="#000" stroke-width="6" /><text x="10" y="80" font-size="10" fill="#000">on a line</text>
        </svg>`
    }, page)
    const found = await faintText('light', `[id="${page}"]`)
    expect(found.map(each => each.replace(/[\d.]+:1/, 'n:1'))).toEqual([
      `page ${page}: n:1 p too little`,
      `page ${page}: n:1 p too faint`,
      `page ${page}: n:1 text on a shape`,
      `page ${page}: n:1 text on a line`,
    ])
  })
})
