import type { Browser } from 'playwright-core'
import type { Benchmark } from './benchmark.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchBrowser } from '../browser/launch-browser.ts'
import { findDeck } from '../deck/find-deck.ts'
import { readDeck } from '../deck/read-deck.ts'
import { buildSite } from '../site/build-site.ts'
import { slidesFolder } from '../system/project-paths.ts'
import { serveFolder } from './static-server.ts'

const DECK = 'meetup'
const DEMO = 'pid-namespace'
const MIB = 2 ** 20
const VIEWPORT = { width: 1280, height: 720 }
/** Any pane of the demo. */
const pane = `.cbu-pane[data-demo="${DEMO}"]`

/** What a reader's browser loads, and how long readers wait for a machine of their own. */
export const siteBenchmark: Benchmark = {
  name: 'site',
  description: 'size of a published deck without and with the machine; press of Run it yourself → prompt, from a server on this computer',
  async measure({ runs, report }) {
    const { chapters } = await readDeck(slidesFolder, DECK)
    const slide = chapters.flatMap(({ slides }) => slides).find(({ demos }) => demos.includes(DEMO))?.number
    if (slide === undefined)
      throw new Error(`The ${DECK} deck has no slide with the demo "${DEMO}", whose start is measured.`)
    const output = await mkdtemp(join(tmpdir(), 'site-bench-'))
    let browser: Browser | undefined
    try {
      report(`building ${DECK}`)
      const begin = performance.now()
      const { decks: [deck], machineBytes } = await buildSite({
        decks: [
          { name: DECK, entry: await findDeck(slidesFolder, DECK) },
        ],
        output,
        stage: (_, work) => work({
          note: () => {},
          advance: () => {},
        }),
      })
      const built = performance.now() - begin
      const server = await serveFolder(output, '/site/')
      browser = await launchBrowser()
      const first: number[] = []
      const later: number[] = []
      for (let run = 1; run <= runs; run++) {
        report(`press ${run} of ${runs}`)
        const visit = await openVisitor(browser, `${server.url}${DECK}/#/${slide}`)
        first.push(await visit.press())
        later.push(await visit.press())
        await visit.close()
      }
      await server.close()
      const { bytes } = deck!
      return [
        {
          name: `npm run build ${DECK}`,
          unit: 'ms',
          samples: [built],
        },
        {
          name: 'site without the machine',
          unit: 'MiB',
          samples: [bytes / MIB],
        },
        {
          name: 'site with the machine',
          unit: 'MiB',
          samples: [(bytes + machineBytes) / MIB],
        },
        {
          name: 'Run it yourself → prompt, first visit',
          unit: 'ms',
          samples: first,
        },
        {
          name: 'Run it yourself → prompt, next visit',
          unit: 'ms',
          samples: later,
        },
      ]
    }
    finally {
      await browser?.close()
      await rm(output, { recursive: true })
    }
  },
}

interface Visitor {
  /** Visits the slide, presses the button, and returns the milliseconds until the machine is ready for the reader. */
  press: () => Promise<number>
  close: () => Promise<void>
}

/** A reader with a browser profile of their own, so that nothing is cached yet. */
async function openVisitor(browser: Browser, url: string): Promise<Visitor> {
  const context = await browser.newContext({ viewport: VIEWPORT })
  return {
    async press() {
      const page = await context.newPage()
      await page.goto(url)
      await page.waitForSelector(`${pane}[data-source="recording"][data-state="ready"]`)
      const pressed = performance.now()
      await page.getByRole('button', { name: 'Run it yourself' }).filter({ visible: true }).click()
      await page.waitForSelector(`${pane}[data-source="live"][data-state="ready"]`)
      const waited = performance.now() - pressed
      await page.close()
      return waited
    },
    close: () => context.close(),
  }
}
