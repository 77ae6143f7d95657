import type { Browser, Page } from 'playwright-core'
import type { MachineFactory } from '../machines/machine.ts'
import type { Talk } from '../server/open-talk.ts'
import { launchBrowser } from '../browser/launch-browser.ts'
import { findDeck } from '../deck/find-deck.ts'
import { openTalk } from '../server/open-talk.ts'
import { freePort } from '../system/free-port.ts'
import { slidesFolder } from '../system/project-paths.ts'

/** The demo whose panes benchmarks type into, and one of its panes. */
const DEMO = 'pid-namespace'
const PANE = 'host'
/** A size at which slides are scaled, as on a projector. */
export const VIEWPORT = { width: 1280, height: 720 }

/** A terminal in a browser, which has the focus. */
export interface TerminalPage {
  page: Page
  /** CSS selector of the terminal that is typed into. */
  pane: string
  close: () => Promise<void>
}

export interface DemoPage extends TerminalPage {
  talk: Talk
}

/** Opens the talk in a browser at a demo slide, with the pane ready and focused. */
export async function openDemoPage(machine: MachineFactory): Promise<DemoPage> {
  const talk = await openTalk({
    entry: await findDeck(slidesFolder, 'meetup'),
    port: await freePort(),
    machine,
    pace: 'fast',
  })
  let browser: Browser | undefined
  try {
    browser = await launchBrowser()
    const page = await browser.newPage({ viewport: VIEWPORT })
    const slide = talk.demoSlides.get(DEMO)
    if (slide === undefined)
      throw new Error(`The meetup deck has no slide with the demo "${DEMO}", which benchmarks type into.`)
    await page.goto(talk.urls.projector.replace('/1?', `/${slide}?`))
    const pane = `[data-demo="${DEMO}"][data-pane="${PANE}"]`
    await page.waitForSelector(`${pane}[data-source="live"][data-state="ready"]`)
    await page.click(`${pane} .xterm-screen`)
    const opened = browser
    return {
      talk,
      page,
      pane,
      close: async () => {
        await opened.close()
        await talk.close()
      },
    }
  }
  catch (error) {
    await browser?.close()
    await talk.close()
    throw error
  }
}
