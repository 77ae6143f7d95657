import type { BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { Pace } from '../../scripts/engine/pace.ts'
import type { MachineFactory } from '../../scripts/machines/machine.ts'
import type { Talk } from '../../scripts/server/open-talk.ts'
import { expect } from 'vitest'
import { createMachineFactory } from '../../scripts/machines/machine-factory.ts'
import { addDemos } from '../../scripts/server/open-talk.ts'
import { press } from './press.ts'
import { sharedBrowser, sharedDeck } from './shared.ts'

/** The whole talk as a speaker has it: real server, real machine, real browser. */
export interface Hall {
  talk: Talk
  /** A browser profile of its own, closed with the hall. */
  newContext: (options: BrowserContextOptions) => Promise<BrowserContext>
  /** Opens a window of its own browser profile at a demo's slide, or at the address's own slide. */
  open: (view: 'presenter' | 'projector' | 'audience', demo?: string, options?: { context?: BrowserContext, viewport?: { width: number, height: number } }) => Promise<Page>
  /** Closes all windows but these. */
  closeWindows: (but?: readonly Page[]) => Promise<void>
  close: () => Promise<void>
}

export interface HallOptions {
  /** @default 'meetup' */
  deck?: string
  /** @default the embedded machine */
  machine?: MachineFactory
  /** @default 'fast' */
  pace?: Pace
  /** Of each typed step that does not say so itself. @default 1 */
  presses?: 1 | 2
}

export async function openHall({ deck = 'meetup', machine, pace = 'fast', presses = 1 }: HallOptions = {}): Promise<Hall> {
  const [served, browser, embedded] = await Promise.all([
    sharedDeck(deck, presses),
    sharedBrowser(),
    createMachineFactory('embedded'),
  ])
  const talk = await addDemos(served.server, { ...served, machine: machine ?? embedded, pace })
  const contexts: BrowserContext[] = []
  async function newContext(options: BrowserContextOptions): Promise<BrowserContext> {
    const context = await browser.newContext(options)
    contexts.push(context)
    return context
  }
  async function closeWindows(but: readonly Page[] = []): Promise<void> {
    for (const context of contexts) {
      if (!context.pages().some(page => but.includes(page)))
        await context.close()
    }
  }
  return {
    talk,
    newContext,
    closeWindows,
    open: async (view, demo, { context, viewport = { width: 1280, height: 720 } } = {}) => {
      const page = await (context ?? await newContext({ viewport })).newPage()
      const url = talk.urls[view]
      const slide = demo === undefined
        ? undefined
        : talk.demoSlides.get(demo)
      if (demo !== undefined && slide === undefined)
        throw new Error(`The deck ${deck} has no slide with the demo ${demo}.`)
      // A click says that the presenter means this slide; without one, a window joins a talk that is under way.
      const address = slide === undefined
        ? url
        : url.replace('/1?', `/${slide}?clicks=0&`)
      await page.goto(address, { waitUntil: 'commit', timeout: 60_000 })
      return page
    },
    close: async () => {
      await closeWindows()
      await talk.close()
    },
  }
}

/** The speaker's two windows at a demo, opened once for all tests of a file. */
export interface Pair {
  presenter: Page
  projector: Page
  /** Closes all other windows and brings these two to the demo's start, live, wherever the test before has left them. */
  toStart: () => Promise<void>
}

export async function openPair(hall: Hall, demo: string, context?: BrowserContext): Promise<Pair> {
  const presenter = await hall.open('presenter', demo)
  const projector = await hall.open('projector', demo, context && { context })
  const pages = [presenter, projector]
  const shown = (page: Page): Locator => page.locator(`.cbu-pane[data-demo="${demo}"]:has(.xterm)`).first()

  // The first windows of a deck are compiled while they are loaded.
  await shown(presenter).waitFor({ state: 'attached', timeout: 110_000 })

  async function toStart(): Promise<void> {
    await hall.closeWindows(pages)
    const slide = hall.talk.demoSlides.get(demo)!
    if (await shown(presenter).count() === 0 || !new URL(presenter.url()).pathname.endsWith(`/${slide}`))
      await presenter.goto(hall.talk.urls.presenter.replace('/1?', `/${slide}?`))
    await waitFor(shown(presenter), 'data-state', 'ready')
    if (await shown(presenter).getAttribute('data-source') === 'recording') {
      await press(presenter, 'Shift+Escape')
      await press(presenter, 'r')
    }
    await waitFor(shown(presenter), 'data-source', 'live')
    await waitFor(shown(presenter), 'data-state', 'ready')
    // Where it stands at its start already, nothing else tells the demo before from the one after.
    const left = await Promise.all(pages.map(page => watchLeave(shown(page))))
    await presenter.getByRole('button', { name: 'Reset' }).filter({ visible: true }).first().click()
    await Promise.all(left.map(leave => leave()))
    for (const page of pages) {
      await shown(page).and(page.locator('[data-step^="0/"][data-state="ready"]')).waitFor({ state: 'attached', timeout: 60_000 })
      await expect.poll(() => clicksOf(page), { timeout: 60_000 }).toBe('0')
    }
  }

  return { presenter, projector, toStart }
}

async function waitFor(shown: Locator, attribute: string, value: string): Promise<void> {
  await expect.poll(() => shown.getAttribute(attribute), { timeout: 60_000 }).toBe(value)
}

/** Watches a pane that is ready. What it returns resolves once it has been anything else since. */
async function watchLeave(shown: Locator): Promise<() => Promise<void>> {
  await shown.evaluate((pane) => {
    delete pane.dataset.left
    new MutationObserver((_, observer) => {
      if (pane.dataset.state === 'ready')
        return
      pane.dataset.left = 'true'
      observer.disconnect()
    }).observe(pane, {
      attributeFilter: ['data-state'],
    })
  })
  return async () => await shown.page().locator('.cbu-pane[data-left]').first().waitFor({ state: 'attached', timeout: 60_000 })
}

/** A pane of the demo slide that the window shows. Previews and other slides' copies have no terminal. */
export function pane(page: Page, demo: string, name: string): Locator {
  return page.locator(`.cbu-pane[data-demo="${demo}"][data-pane="${name}"]:is([data-source="live"], [data-source="recording"]):has(.xterm)`)
}

/** Clicks of its slide that a window shows, as its address says. */
export function clicksOf(page: Page): string {
  return new URL(page.url()).searchParams.get('clicks') ?? '0'
}

/** The text on a pane's screen. */
export async function screenOf(page: Page, demo: string, name: string): Promise<string> {
  return await pane(page, demo, name).locator('.cbu-screen-text').textContent() ?? ''
}

/** Where a pane's content comes from, by its public attribute. */
export async function sourceOf(page: Page, demo: string, name: string): Promise<string | null> {
  return await pane(page, demo, name).getAttribute('data-source')
}

/** What a pane's public attributes say, as `ready 2/5`: all of one moment, for between two questions a step may have begun. */
export async function stateOf(page: Page, demo: string, name: string): Promise<string> {
  return await pane(page, demo, name).evaluateAll((panes) => {
    const [only, ...others] = panes as HTMLElement[]
    return only && others.length === 0
      ? `${only.dataset.state} ${only.dataset.step}`
      : `${panes.length} panes`
  })
}
