import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import type { ServedSite } from '../fixtures/test-site.ts'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch-browser.ts'
import { serveTestSite } from '../fixtures/test-site.ts'
import { pane, screenOf, sourceOf, stateOf } from '../windows/open-windows.ts'

const DEMO = 'pid-namespace'
const DEMO_SLIDE = 2
const SLOW = { timeout: 60_000 }
/** A machine that ran in the page's own thread would stop it for as long as the machine is busy; a computer that is busy with tests, for a second or so. */
const FREEZE_MS = 3_000
/** What is only for the machine. */
const machineFile = /\/machine\/|web-worker/
let site: ServedSite
let browser: Browser
let context: BrowserContext
let page: Page
let addresses: string[]

const state = (): Promise<string> => stateOf(page, DEMO, 'container')
const source = (): Promise<string | null> => sourceOf(page, DEMO, 'container')
const screen = (name = 'container'): Promise<string> => screenOf(page, DEMO, name)
const machineRequests = (): string[] => site.server.requests.filter(path => machineFile.test(path))

async function visit(slide: number): Promise<void> {
  context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
  })
  addresses = []
  context.on('request', request => addresses.push(request.url()))
  page = await context.newPage()
  await page.goto(`${site.server.url}small/#/${slide}`)
}

async function runItYourself(): Promise<void> {
  await page.getByRole('button', { name: 'Run it yourself' }).filter({ visible: true }).click()
}

async function type(line: string): Promise<void> {
  await pane(page, DEMO, 'host').locator('.xterm-screen').click()
  await page.keyboard.type(line)
  await page.keyboard.press('Enter')
}

beforeAll(async () => {
  site = await serveTestSite('/talks/2026/')
  browser = await launchBrowser()
})
afterEach(() => context?.close())
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

describe('a published deck below a path of a plain static server', () => {
  it('shows its slides and plays a recording step by step, with no machine loaded', async () => {
    await visit(1)
    await page.getByRole('heading', { name: 'Published slide' }).waitFor()
    expect(await page.title()).toContain('A deck and its site')
    await page.keyboard.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('ready 0/9')
    expect(await source()).toBe('recording')
    await page.keyboard.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('ready 1/9')
    await expect.poll(() => screen(), SLOW).toContain('Cannot allocate memory')
    await page.keyboard.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('ready 2/9')
    await page.keyboard.press('ArrowLeft')
    await expect.poll(state, SLOW).toBe('ready 1/9')
    expect(await page.getByText(/recording of \d+ \w+ \d{4}/).filter({ visible: true }).count()).toBe(1)
    expect(machineRequests()).toEqual([])
  })

  it('starts the machine on demand: steps, free typing, reset, and from the cache the next time', async () => {
    await visit(DEMO_SLIDE)
    await expect.poll(state, SLOW).toBe('ready 0/9')
    await page.evaluate(watchPage)
    await runItYourself()
    await expect.poll(source, SLOW).toBe('live')
    await expect.poll(state, SLOW).toBe('ready 0/9')
    const { shares, freeze } = await page.evaluate(() => window.watched)
    expect(shares.filter(share => share > 0 && share < 100), 'shares of the download shown').not.toEqual([])
    expect(freeze).toBeLessThan(FREEZE_MS)
    expect(machineRequests().some(path => path.endsWith('/state.bin.zst'))).toBe(true)

    await page.keyboard.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('ready 1/9')
    await expect.poll(() => screen(), SLOW).toContain('Cannot allocate memory')

    await type('echo $((6 * 7)) answers')
    await expect.poll(() => screen('host'), SLOW).toContain('\n42 answers')
    await type('while :; do :; done')
    await page.keyboard.press('Shift+Escape')
    await page.evaluate(watchPage)
    await page.keyboard.press('PageUp')
    await page.evaluate(() => {
      location.hash = '#/3'
    })
    await page.getByRole('heading', { name: 'Last slide' }).waitFor()
    expect((await page.evaluate(() => window.watched)).freeze).toBeLessThan(FREEZE_MS)

    await page.evaluate(slide => location.hash = `#/${slide}`, DEMO_SLIDE)
    await page.getByRole('button', { name: 'Reset' }).filter({ visible: true }).click()
    await expect.poll(state, SLOW).toBe('ready 0/9')
    await expect.poll(() => screen('host'), SLOW).not.toContain('answers')
    expect(await source()).toBe('live')

    const before = machineRequests().length
    page = await context.newPage()
    await page.goto(`${site.server.url}small/#/${DEMO_SLIDE}`)
    await expect.poll(state, SLOW).toBe('ready 0/9')
    await runItYourself()
    await expect.poll(source, SLOW).toBe('live')
    await expect.poll(state, SLOW).toBe('ready 0/9')
    expect(machineRequests().slice(before).filter(path => /\.(?:zst|bin)$/.test(path))).toEqual([])

    // What the worker loads is among them.
    expect(addresses.some(address => address.endsWith('/state.bin.zst'))).toBe(true)
    expect(addresses.filter(address => new URL(address).origin !== new URL(site.server.url).origin && !address.startsWith('data:'))).toEqual([])
  })

  it('stays with the recording, and says why, when the machine cannot be loaded', async () => {
    await visit(DEMO_SLIDE)
    await expect.poll(state, SLOW).toBe('ready 0/9')
    await context.route(/state\.bin/, route => route.abort())
    await runItYourself()
    const alert = page.getByRole('alert').filter({ visible: true })
    await alert.waitFor()
    expect(await alert.textContent()).toMatch(/could not be fetched/)
    await expect.poll(source, SLOW).toBe('recording')
    await alert.getByRole('button', { name: 'Close' }).click()
    await page.keyboard.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('ready 1/9')
  })

  it('shows how far the download is, and goes back to the recording at a press', async () => {
    await visit(DEMO_SLIDE)
    await expect.poll(state, SLOW).toBe('ready 0/9')
    const held = Promise.withResolvers<void>()
    await context.route(/state\.bin/, async (route) => {
      await held.promise
      // The page has given up the request by then.
      await route.abort().catch(() => undefined)
    })
    await runItYourself()
    await page.getByText(/Loading the machine: \d+ % of 25 MB/).waitFor()
    // Said here, too: a phone has no place for a button's title.
    await page.getByText('It takes 0.4 GB of memory, and stands still while this tab is in the background.').waitFor()
    await page.getByRole('button', { name: 'Back to the recording' }).click()
    await expect.poll(source, SLOW).toBe('recording')
    held.resolve()
    await page.keyboard.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('ready 1/9')
    expect(await page.getByRole('alert').filter({ visible: true }).count()).toBe(0)
  })

  it('says why the machine is gone where the browser ended the page with it, and not where the reader left', async () => {
    await visit(DEMO_SLIDE)
    await expect.poll(state, SLOW).toBe('ready 0/9')
    await runItYourself()
    await expect.poll(source, SLOW).toBe('live')
    await expect.poll(state, SLOW).toBe('ready 0/9')
    const left = await page.evaluate(() => Object.entries(sessionStorage))
    const alert = (): Locator => page.getByRole('alert').filter({ visible: true })

    await page.reload()
    await expect.poll(state, SLOW).toBe('ready 0/9')
    expect(await source()).toBe('recording')
    expect(await alert().count()).toBe(0)

    // No event tells a page that it is ended.
    page = await context.newPage()
    await page.addInitScript(left => left.forEach(([name, value]) => sessionStorage.setItem(name, value)), left)
    await page.goto(`${site.server.url}small/#/${DEMO_SLIDE}`)
    await expect.poll(state, SLOW).toBe('ready 0/9')
    expect(await alert().textContent()).toMatch(/browser ended this page.*0\.4 GB/)
    await alert().getByRole('button', { name: 'Close' }).click()
    await page.keyboard.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('ready 1/9')
    expect(await alert().count()).toBe(0)
  })

  it('asks for nothing that is not there', async () => {
    const files = await readdir(site.folder, { recursive: true })
    const missing = site.server.requests.map(path => path.replace(/^\/talks\/2026\//, '')).filter(path => !path.endsWith('/') && !files.includes(path))
    expect(missing).toEqual([])
  })
})

describe('a published deck opened from a disk', () => {
  it('says what to do where the browser takes no modules from files', async () => {
    context = await browser.newContext()
    page = await context.newPage()
    await page.goto(pathToFileURL(join(site.decks[0]!.folder, 'index.html')).href)
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.textContent()).toMatch(/does not open slides from a disk.*http\.server/)
  })

  it('is the same as from a server where the browser takes them', async () => {
    const lenient = await launchBrowser({
      flags: ['--allow-file-access-from-files'],
    })
    try {
      page = await lenient.newPage()
      await page.goto(`${pathToFileURL(join(site.decks[0]!.folder, 'index.html')).href}#/${DEMO_SLIDE}`)
      await expect.poll(state, SLOW).toBe('ready 0/9')
      await page.keyboard.press('ArrowRight')
      await expect.poll(state, SLOW).toBe('ready 1/9')
      await runItYourself()
      await expect.poll(source, SLOW).toBe('live')
      await expect.poll(state, SLOW).toBe('ready 1/9')
    }
    finally {
      await lenient.close()
    }
  })
})

/** What `watchPage` has seen since. */
declare global {
  interface Window {
    watched: { shares: number[], freeze: number }
  }
}

/** In the page: notes every share that the progress bar shows, and the longest time between two frames. */
function watchPage(): void {
  const watched = window.watched = { shares: [] as number[], freeze: 0 }
  new MutationObserver(() => {
    const share = document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')
    if (share)
      watched.shares.push(Number(share))
  }).observe(document.body, { subtree: true, childList: true, attributes: true })
  let last = performance.now()
  requestAnimationFrame(function frame(now) {
    watched.freeze = Math.max(watched.freeze, now - last)
    last = now
    requestAnimationFrame(frame)
  })
}
