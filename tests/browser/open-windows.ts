import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import type { Pace } from '../../scripts/engine/pace.ts'
import type { MachineFactory } from '../../scripts/machines/machine.ts'
import type { Talk } from '../../scripts/server/open-talk.ts'
import { launchBrowser } from '../../scripts/export/launch-browser.ts'
import { freePort } from '../../scripts/free-port.ts'
import { createMachineFactory } from '../../scripts/machines/machine-factory.ts'
import { slidesFolder } from '../../scripts/project-paths.ts'
import { findDeck } from '../../scripts/server/find-deck.ts'
import { openTalk } from '../../scripts/server/open-talk.ts'

/** The whole talk as a speaker has it: real server, real machine, real browser. */
export interface Hall {
  talk: Talk
  browser: Browser
  /** Opens a window of its own browser profile at a demo's slide, or at the address's own slide. */
  open: (view: 'presenter' | 'projector' | 'audience', demo?: string, options?: { context?: BrowserContext, viewport?: { width: number, height: number } }) => Promise<Page>
  close: () => Promise<void>
}

export interface HallOptions {
  /** @default 'meetup' */
  deck?: string
  /** @default the embedded machine */
  machine?: MachineFactory
  /** @default 'fast' */
  pace?: Pace
}

export async function openHall({ deck = 'meetup', machine, pace = 'fast' }: HallOptions = {}): Promise<Hall> {
  const [entry, port, embedded] = await Promise.all([
    findDeck(slidesFolder, deck),
    freePort(),
    createMachineFactory('embedded'),
  ])
  const talk = await openTalk({
    entry,
    port,
    machine: machine ?? embedded,
    pace,
  })
  const browser = await launchBrowser()
  return {
    talk,
    browser,
    open: async (view, demo, { context, viewport = { width: 1280, height: 720 } } = {}) => {
      const page = await (context ?? await browser.newContext({ viewport })).newPage()
      const url = talk.urls[view]
      const slide = demo === undefined
        ? 1
        : talk.demoSlides.get(demo)
      if (slide === undefined)
        throw new Error(`The deck ${deck} has no slide with the demo ${demo}.`)
      await page.goto(url.replace('/1?', `/${slide}?`))
      return page
    },
    close: async () => {
      await browser.close()
      await talk.close()
    },
  }
}

/** A pane of the demo slide that the window shows. Previews and other slides' copies have no terminal. */
export function pane(page: Page, demo: string, name: string): Locator {
  return page.locator(`.cbu-pane[data-demo="${demo}"][data-pane="${name}"]:is([data-source="live"], [data-source="recording"]):has(.xterm)`)
}

/** The text on a pane's screen. */
export async function screenOf(page: Page, demo: string, name: string): Promise<string> {
  return await pane(page, demo, name).locator('.cbu-screen-text').textContent() ?? ''
}

/** Where a pane's content comes from, by its public attribute. */
export async function sourceOf(page: Page, demo: string, name: string): Promise<string | null> {
  return await pane(page, demo, name).getAttribute('data-source')
}

/** What a pane's public attributes say, as `ready 2/5`. */
export async function stateOf(page: Page, demo: string, name: string): Promise<string> {
  const locator = pane(page, demo, name)
  if (await locator.count() !== 1)
    return `${await locator.count()} panes`
  return `${await locator.getAttribute('data-state')} ${await locator.getAttribute('data-step')}`
}
