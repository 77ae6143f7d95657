import type { Browser } from 'playwright-core'
import type { PrintPage } from '../../scripts/export/print-page.ts'
import type { DeckServer } from '../../scripts/server/serve-deck.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../../scripts/bench/free-port.ts'
import { canvasSize } from '../../scripts/export/canvas-size.ts'
import { launchBrowser } from '../../scripts/export/launch-browser.ts'
import { openPrintPage } from '../../scripts/export/print-page.ts'
import { slidesFolder } from '../../scripts/project-paths.ts'
import { findDeck, listDecks } from '../../scripts/server/find-deck.ts'
import { serveDeck } from '../../scripts/server/serve-deck.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
})

/** In the page: words that leave their slide, or are cut off by something around them. Sources in the footer end in an ellipsis on purpose. */
function findOverflow(): string[] {
  const TOLERANCE = 2
  const found: string[] = []
  for (const container of document.querySelectorAll('.print-slide-container')) {
    const slide = container.querySelector('.slidev-layout')!
    const edge = container.getBoundingClientRect()
    const say = (element: Element, what: string): number => found.push(`page ${container.id}: ${element.localName} ${what}: ${element.textContent.trim().slice(0, 40)}`)
    const range = document.createRange()
    const texts = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      range.selectNodeContents(texts.currentNode)
      const box = range.getBoundingClientRect()
      const element = texts.currentNode.parentElement!
      if (box.width > 0 && !element.closest('.cbu-foot-sources') && (
        box.left < edge.left - TOLERANCE
        || box.right > edge.right + TOLERANCE
        || box.top < edge.top - TOLERANCE
        || box.bottom > edge.bottom + TOLERANCE
      )) {
        say(element, 'leaves the slide')
      }
    }
    for (const element of slide.querySelectorAll<HTMLElement>('*')) {
      const cuts = element instanceof HTMLElement && getComputedStyle(element).overflowX !== 'visible' && element.clientWidth > 0
      if (cuts && element.scrollWidth > element.clientWidth + TOLERANCE && !element.closest('.cbu-foot-sources'))
        say(element, 'is cut off')
    }
  }
  return found
}

describe.each(await listDecks(slidesFolder))('the deck %s, at every click', (name) => {
  let deck: DeckServer
  let print: PrintPage
  beforeAll(async () => {
    const port = await freePort()
    deck = await serveDeck(await findDeck(slidesFolder, name), port, undefined, { purpose: 'print' })
    print = await openPrintPage({
      browser,
      port,
      slides: deck.slides,
      canvas: canvasSize(deck),
      scheme: 'light',
      withClicks: true,
      signal: new AbortController().signal,
      onDrawn: () => {},
    })
  })
  afterAll(async () => {
    await print?.page.context().close()
    await deck.close()
  })

  it('keeps everything on its slides, whole', async () => {
    expect(print.pages.length).toBeGreaterThan(deck.slides)
    expect(await print.page.evaluate(findOverflow)).toEqual([])
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
  })
})
