import type { Browser, Page } from 'playwright-core'
import { setTimeout } from 'node:timers/promises'

/** Between two looks at how far the page is. */
const LOOK_MS = 200
/** A page that has not come further for so long will not. The first visit after an update has dependencies to prepare. */
const STUCK_MS = 60_000
/** Device pixels per pixel of the canvas: pictures sharp on a 2 K projector. */
const SHARPNESS = 2

export type Scheme = 'light' | 'dark'

export interface PrintPageOptions {
  browser: Browser
  /** Port on loopback of a deck that is served to be printed. */
  port: number
  /** What lets the browser in. @default nothing, for a server without tokens */
  token?: string
  /** Slides of the deck. */
  slides: number
  /** Size of a slide in pixels. */
  canvas: { width: number, height: number }
  scheme: Scheme
  /** A page for every click, and not only for the last one of each slide. */
  withClicks: boolean
  signal: AbortSignal
  /** Milliseconds after which a page that has not come further is loaded again, once, and given up. @default 60_000 */
  stuckMs?: number
  /** Told how many slides are drawn, and the first that is not, where it is there at all. */
  onDrawn: (slides: number, next?: number) => void
}

/** One page that will be printed. */
export interface PrintedPage {
  /** Id of its element. */
  id: string
  /** Number of its slide, from 1. */
  slide: number
}

/** All slides of a deck below each other in a browser, drawn to the last. */
export interface PrintPage {
  page: Page
  pages: readonly PrintedPage[]
}

/** Opens Slidev's print page and waits until everything on it is drawn. Throws when something never is. */
export async function openPrintPage({ browser, port, token = '', slides, canvas, scheme, withClicks, signal, stuckMs = STUCK_MS, onDrawn }: PrintPageOptions): Promise<PrintPage> {
  const context = await browser.newContext({
    viewport: canvas,
    deviceScaleFactor: SHARPNESS,
    colorScheme: scheme,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const complaints = new Set<string>()
  page.on('pageerror', error => complaints.add(error.message))
  await page.emulateMedia({ media: 'screen' })
  // Not until all is loaded: how long that may take is decided below, where it is seen to come further.
  await page.goto(`http://127.0.0.1:${port}/print?print=${withClicks ? 'clicks' : 'true'}&token=${token}`, { waitUntil: 'commit', timeout: STUCK_MS })

  let before = ''
  let deadline = performance.now() + stuckMs
  let isSecondTry = false
  while (true) {
    signal.throwIfAborted()
    // Vite reloads the page when it finds a dependency that it has not prepared; then there is nothing to see for a moment.
    const sight = await page.evaluate(lookAtSlides).catch(() => undefined)
    const now = JSON.stringify(sight)
    if (sight) {
      const drawn = new Set(sight.drawn.map(slideOf)).size
      onDrawn(drawn, sight.waiting.map(slideOf)[0])
      // Clicks are known when slides are there, and their copies come then: nothing may have changed since the look before.
      if (drawn === slides && sight.waiting.length === 0 && now === before) {
        await page.evaluate(readyToPrint)
        return {
          page,
          pages: sight.drawn.map(id => ({
            id,
            slide: slideOf(id),
          })),
        }
      }
    }
    if (now !== before) {
      deadline = performance.now() + stuckMs
    }
    else if (performance.now() > deadline) {
      // Seen on a busy computer: a browser that waits for answers which it will not get. A page with something to complain about would do so again.
      if (isSecondTry || complaints.size > 0)
        throw stuckError(sight?.waiting ?? [], complaints, stuckMs)
      isSecondTry = true
      await page.reload({ waitUntil: 'commit', timeout: STUCK_MS })
      deadline = performance.now() + stuckMs
    }
    before = now
    await setTimeout(LOOK_MS, undefined, { signal })
  }
}

/** Slide number of a printed page's element, whose id is `<slide>-<click>`. */
function slideOf(id: string): number {
  return Number.parseInt(id)
}

function stuckError(waiting: readonly string[], complaints: ReadonlySet<string>, stuckMs: number): Error {
  const slides = [
    ...new Set(waiting.map(slideOf)),
  ].join(', ')
  return new Error([
    slides
      ? `Slide ${slides} was not drawn within ${stuckMs / 1000} s.`
      : `The deck's print page was not drawn within ${stuckMs / 1000} s.`,
    ...complaints.size > 0
      ? ['The page said:', ...complaints]
      : ['Look at it with npm start, and at the output above.'],
  ].join(' '))
}

/** In the page: ids of the pages that are drawn, and of those where something is still to come. */
function lookAtSlides(): { drawn: string[], waiting: string[] } {
  const isDrawn = (page: Element): boolean => page.querySelector('.slidev-layout') !== null
    && page.querySelector('.slidev-slide-loading') === null
    && [
      ...page.querySelectorAll<HTMLElement>('[data-waitfor]'),
    ].every(element => element.querySelector(element.dataset.waitfor!))
    && [
      ...page.querySelectorAll('img'),
    ].every(image => image.complete)
  const drawn: string[] = []
  const waiting: string[] = []
  for (const page of document.querySelectorAll('.print-slide-container')) {
    if (isDrawn(page) && document.fonts.status === 'loaded')
      drawn.push(page.id)
    else
      waiting.push(page.id)
  }
  return { drawn, waiting }
}

/** In the page: sees to it that links lead to pages of the document, and that no page follows the last. */
async function readyToPrint(): Promise<void> {
  const missing = [...document.fonts].filter(font => font.status === 'error')
  if (missing.length > 0)
    throw new Error(`The font ${missing.map(font => `${font.family} (${font.style})`).join(', ')} could not be loaded.`)

  const pages = [
    ...document.querySelectorAll<HTMLElement>('.print-slide-container'),
  ]
  pages.at(-1)!.style.setProperty('break-after', 'auto', 'important')
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.print-slide-container a[href]')) {
    const url = new URL(link.href)
    if (url.origin !== location.origin)
      continue
    const slide = Number.parseInt((url.hash || url.pathname).replace(/^#?\/?/, ''))
    const target = pages.find(page => Number.parseInt(page.id) === slide)
    if (target)
      link.setAttribute('href', `#${target.id}`)
    else
      link.removeAttribute('href')
  }
  await document.fonts.ready
  await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}
