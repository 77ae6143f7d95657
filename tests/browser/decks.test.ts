import type { Browser, Page } from 'playwright-core'
import type { Talk } from '../../scripts/server/open-talk.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch-browser.ts'
import { findDeck, listDecks } from '../../scripts/deck/find-deck.ts'
import { createMachineFactory } from '../../scripts/machines/machine-factory.ts'
import { openTalk } from '../../scripts/server/open-talk.ts'
import { readDemos } from '../../scripts/server/read-demos.ts'
import { freePort } from '../../scripts/system/free-port.ts'
import { demosFolder, slidesFolder } from '../../scripts/system/project-paths.ts'
import { OUR_DECKS } from '../fixtures/decks.ts'

const SLOW = { timeout: 100_000 }

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
})

describe.each(await listDecks(slidesFolder))('the deck %s', (name) => {
  let talk: Talk
  const complaints: string[] = []
  const requests = new Set<string>()

  /** Opens a slide as the speaker would, noting what the page asks for and complains about. */
  async function open(slide: number, query = ''): Promise<Page> {
    const page = await browser.newPage({
      viewport: { width: 980, height: 552 },
      // The headless Chromium that npm brings refuses it unasked, and Slidev complains.
      permissions: ['screen-wake-lock'],
    })
    page.on('console', message => ['warning', 'error'].includes(message.type()) && complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(String(error)))
    page.on('request', request => requests.add(request.url()))
    await page.goto(talk.urls.projector.replace('/1?', `/${slide}?${query}`))
    return page
  }

  beforeAll(async () => {
    const [entry, port, machine] = await Promise.all([
      findDeck(slidesFolder, name),
      freePort(),
      createMachineFactory('embedded'),
    ])
    talk = await openTalk({ entry, port, machine })
  })
  afterAll(async () => {
    await talk.close()
  })

  it('has slides, and demos that exist', async () => {
    const catalogue = await readDemos(demosFolder)
    expect(talk.slides).toBeGreaterThan(0)
    if (OUR_DECKS.includes(name))
      expect(talk.demoSlides.size).toBeGreaterThan(0)
    expect([
      ...talk.demoSlides.keys(),
    ].filter(id => !catalogue.has(id))).toEqual([])
  })

  it('finds every component of every slide, and loads no terminal or emulator before a demo is near', async () => {
    const page = await open(1)
    // Slidev mounts the slides that are not shown, hidden, some seconds after the first.
    await expect.poll(() => page.locator('.slidev-page .slidev-layout').count(), SLOW).toBe(talk.slides)
    // A component that Slidev does not find is left in the page as an unknown element.
    const unknown = await page.evaluate(() => [
      ...document.querySelectorAll('.slidev-layout *'),
    ]
      .filter(element => element instanceof HTMLUnknownElement)
      .map(element => element.localName))
    expect(unknown).toEqual([])
    expect(await page.locator('body').textContent()).not.toMatch(/unknown source/)
    expect([...requests].filter(url => /@xterm|v86|\.wasm|\.zst/.test(url))).toEqual([])
    await page.close()
  })

  it('asks no other host for anything, and has nothing to complain about', () => {
    const { origin } = new URL(talk.urls.projector)
    expect(requests.size).toBeGreaterThan(0)
    expect([...requests].filter(url => !url.startsWith(`${origin}/`) && !/^(?:data|blob):/.test(url))).toEqual([])
    expect(complaints).toEqual([])
  })
})
