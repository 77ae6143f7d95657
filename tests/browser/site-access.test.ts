import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { ServedSite } from '../fixtures/test-site.ts'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch-browser.ts'
import { indexPage } from '../../scripts/site/index-page.ts'
import { serveTestSite } from '../fixtures/test-site.ts'
import { findBarriers } from '../windows/find-barriers.ts'
import { findCutParts } from '../windows/find-cut-parts.ts'
import { pane, screenOf, sourceOf, stateOf } from '../windows/open-windows.ts'

const DEMO = 'pid-namespace'
const DEMO_SLIDE = 2
const SLOW = { timeout: 60_000 }
/** Longest movement, in milliseconds, for people who asked for none. */
const STILL_MS = 1
let site: ServedSite
let browser: Browser
let context: BrowserContext
let page: Page

const state = (): Promise<string> => stateOf(page, DEMO, 'container')
const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')

async function visit(address: string, options: { colorScheme?: 'light' | 'dark', reducedMotion?: 'reduce', viewport?: { width: number, height: number } } = {}): Promise<void> {
  context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    ...options,
  })
  page = await context.newPage()
  await page.goto(`${site.server.url}${address}`)
}

async function openDemo(options?: Parameters<typeof visit>[1]): Promise<void> {
  await visit(`small/#/${DEMO_SLIDE}`, options)
  await expect.poll(state, SLOW).toBe('ready 0/9')
}

/** Presses Tab until a control with the name has the focus. */
async function tabTo(name: string): Promise<void> {
  for (let press = 0; press < 30; press++) {
    if (await focused() === name)
      return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not come to ${name}; last it was at ${await focused()}.`)
}

async function isInTerminal(name: string): Promise<boolean> {
  return await pane(page, DEMO, name).getByRole('textbox', { name: /Shift and Escape leave it/ }).evaluate(input => input === document.activeElement)
}

/** Presses Tab until keys go to a terminal, which says how it is left. */
async function tabToTerminal(name: string): Promise<void> {
  for (let press = 0; press < 30 && !await isInTerminal(name); press++)
    await page.keyboard.press('Tab')
  await pane(page, DEMO, name).getByText('Shift+Esc leaves').waitFor()
}

beforeAll(async () => {
  site = await serveTestSite('/talks/')
  await writeFile(join(site.folder, 'index.html'), indexPage(site))
  browser = await launchBrowser()
})
afterEach(() => context?.close())
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

describe.each(['light', 'dark'] as const)('axe finds nothing, %s,', (colorScheme) => {
  it('on the list of decks', async () => {
    await visit('index.html', { colorScheme })
    expect(await findBarriers(page)).toEqual([])
  })

  it('on a slide, with its controls and boxes open', async () => {
    // Faded in and out, they would be measured half transparent.
    await visit('small/#/1', { colorScheme, reducedMotion: 'reduce' })
    await page.getByRole('heading', { name: 'Published slide' }).waitFor()
    expect(await findBarriers(page)).toEqual([])
    for (const control of ['Show info', 'More Options']) {
      await page.getByRole('button', { name: control }).focus()
      await page.keyboard.press('Enter')
      await expect.poll(() => findBarriers(page)).toEqual([])
      await page.keyboard.press('Escape')
    }
    await page.mouse.click(640, 600)
    await page.keyboard.press('g')
    await page.getByRole('textbox', { name: 'Number or words of a slide' }).fill('slide')
    await page.getByRole('button', { name: 'Last slide' }).waitFor()
    await expect.poll(() => findBarriers(page)).toEqual([])
  })

  it('on a phone held upright, where the controls stand below the slide', async () => {
    await visit('small/#/1', {
      colorScheme,
      reducedMotion: 'reduce',
      viewport: { width: 390, height: 844 },
    })
    await page.getByRole('button', { name: 'Go to next slide' }).waitFor()
    expect(await findBarriers(page)).toEqual([])
  })

  it('on the overview', async () => {
    await visit('small/#/1', { colorScheme, reducedMotion: 'reduce' })
    await page.getByRole('heading', { name: 'Published slide' }).waitFor()
    await page.keyboard.press('o')
    await page.getByRole('dialog', { name: 'Overview' }).waitFor()
    await page.locator('[role=dialog] .cbu-recorded').waitFor()
    await expect.poll(() => findBarriers(page)).toEqual([])
  })

  it('on a demo whose recording plays, and when it is live', async () => {
    await openDemo({ colorScheme })
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await pane(page, DEMO, 'container').and(page.locator('[data-state=typing]')).waitFor()
    expect(await findBarriers(page)).toEqual([])
    expect(await page.evaluate(findCutParts)).toEqual([])
    await page.getByRole('button', { name: 'Run it yourself' }).click()
    await page.getByRole('progressbar').waitFor()
    expect(await findBarriers(page)).toEqual([])
    await expect.poll(() => sourceOf(page, DEMO, 'container'), SLOW).toBe('live')
    await expect.poll(state, SLOW).toMatch(/^ready/)
    expect(await findBarriers(page)).toEqual([])
    await pane(page, DEMO, 'host').locator('.xterm-screen').click()
    expect(await findBarriers(page)).toEqual([])
  })
})

describe('a reader with a keyboard alone', () => {
  it('turns pages, plays steps, starts the machine, types, leaves the terminal, resets, and finds any slide', async () => {
    await visit('small/#/1')
    await page.getByRole('heading', { name: 'Published slide' }).waitFor()
    await page.keyboard.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('ready 0/9')
    await page.keyboard.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('ready 1/9')

    await tabTo('Run it yourself')
    await page.keyboard.press('Enter')
    await expect.poll(() => sourceOf(page, DEMO, 'container'), SLOW).toBe('live')
    await expect.poll(state, SLOW).toBe('ready 1/9')
    // The button still has the focus.
    await page.keyboard.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('ready 2/9')

    // Tab is the shell's in the first terminal, which has to be left for the second one.
    await tabToTerminal('container')
    await page.keyboard.press('Tab')
    expect(await isInTerminal('container')).toBe(true)
    await page.keyboard.press('Shift+Escape')
    await tabToTerminal('host')
    await page.keyboard.type('echo $((6 * 7)) answers\n')
    await expect.poll(() => screenOf(page, DEMO, 'host'), SLOW).toContain('\n42 answers')
    await page.keyboard.press('Shift+Escape')
    expect(await isInTerminal('host')).toBe(false)

    await tabTo('Reset')
    await page.keyboard.press('Space')
    await expect.poll(state, SLOW).toBe('ready 0/9')

    await page.keyboard.press('o')
    await page.getByRole('dialog', { name: 'Overview' }).waitFor()
    await expect.poll(focused).toBe('2')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Last slide' }).waitFor()
    await page.keyboard.press('g')
    await page.getByRole('textbox', { name: 'Number or words of a slide' }).and(page.locator(':focus')).waitFor()
    // The first slide has the title of the deck.
    await page.keyboard.type('A deck')
    await page.getByRole('search').getByRole('button').first().waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Published slide' }).waitFor()
  })
})

describe('a reader who asked for less motion', () => {
  it('sees nothing move, and slides still turn', async () => {
    await visit('small/#/1', { reducedMotion: 'reduce' })
    await page.getByRole('heading', { name: 'Published slide' }).waitFor()
    await page.evaluate(() => {
      const longest = window as unknown as { longest: number }
      longest.longest = 0
      requestAnimationFrame(function look() {
        for (const { effect } of document.getAnimations())
          longest.longest = Math.max(longest.longest, Number(effect!.getComputedTiming().duration))
        requestAnimationFrame(look)
      })
    })
    await page.keyboard.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('ready 0/9')
    await page.keyboard.press('o')
    await page.getByRole('dialog', { name: 'Overview' }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('heading', { name: 'Published slide' }).waitFor()
    expect(await page.evaluate(() => (window as unknown as { longest: number }).longest)).toBeLessThanOrEqual(STILL_MS)
  })
})

describe('a reader who hears the page', () => {
  it('is told each line of a terminal once, while a recording plays, and can read the screen', async () => {
    await openDemo()
    const log = pane(page, DEMO, 'container').getByRole('log', { name: 'New in container' })
    await log.evaluate((element) => {
      const heard = window as unknown as { heard: string[] }
      heard.heard = []
      new MutationObserver(changes => changes.forEach(({ addedNodes }) => addedNodes.forEach(({ textContent }) => heard.heard.push(textContent ?? '')))).observe(element, { childList: true })
    })
    await page.keyboard.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('ready 1/9')
    const heard = (): Promise<string[]> => page.evaluate(() => (window as unknown as { heard: string[] }).heard)
    await expect.poll(heard).toContainEqual(expect.stringContaining('Cannot allocate memory'))
    const lines = await heard()
    expect(lines.filter(line => line.includes('Cannot allocate memory'))).toHaveLength(1)
    // The typed line may be said before it is finished, and again when it is; not letter by letter.
    expect(lines.filter(line => line.includes('unshare')).length).toBeLessThanOrEqual(4)
    expect(await pane(page, DEMO, 'container').getByRole('group', { name: 'Screen of container' }).textContent()).toContain('Cannot allocate memory')
  })
})
