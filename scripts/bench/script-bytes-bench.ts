import type { Browser } from 'playwright-core'
import type { Benchmark } from './benchmark.ts'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { launchBrowser } from '../export/launch-browser.ts'
import { projectRoot, slidesFolder } from '../project-paths.ts'
import { findDeck } from '../server/find-deck.ts'
import { serveDeck } from '../server/serve-deck.ts'
import { freePort } from './free-port.ts'

/** A deck with nothing of ours: Slidev's own client and one slide. */
const STOCK_DECK = '---\ntheme: none\nfavicon: \'\'\nmcp: false\nfonts:\n  provider: none\n---\n\n# One slide\n\n---\n\n# Another\n'
/** Slidev mounts all slides, hidden, three seconds after the first one. */
const SETTLED_MS = 6_000

/** Script that the first slide loads beyond what stock Slidev loads, as the development server sends it. */
export const scriptBytesBenchmark: Benchmark = {
  name: 'script',
  description: 'bytes of script a slide without a demo loads beyond stock Slidev',
  async measure({ report }) {
    // Below the project, so that Slidev finds itself in node_modules.
    const cache = join(projectRoot, '.cache')
    await mkdir(cache, { recursive: true })
    const folder = await mkdtemp(join(cache, 'stock-'))
    const browser = await launchBrowser()
    try {
      const stockEntry = join(folder, 'slides.md')
      await writeFile(stockEntry, STOCK_DECK)
      report('stock Slidev')
      const stock = await scriptsOf(browser, stockEntry)
      report('the meetup deck')
      const ours = await scriptsOf(browser, await findDeck(slidesFolder, 'meetup'))
      const terminal = [
        ...ours.keys(),
      ].filter(path => /xterm|v86/.test(path))
      if (terminal.length > 0)
        throw new Error(`The first slide loads terminal or emulator code: ${terminal.join(', ')}`)
      return [
        {
          name: 'script beyond stock Slidev, slide without a demo',
          unit: 'KiB',
          samples: [(total(ours) - total(stock)) / 1024],
        },
      ]
    }
    finally {
      await browser.close()
      await rm(folder, { recursive: true })
    }
  },
}

/** Path → bytes of every script that the deck's first slide loads, dependencies already optimized by an earlier visit. */
async function scriptsOf(browser: Browser, entry: string): Promise<Map<string, number>> {
  const port = await freePort()
  const deck = await serveDeck(entry, port)
  try {
    const url = `http://localhost:${port}/1`
    const visit = async (): Promise<Map<string, number>> => {
      const page = await browser.newPage()
      const sizes = new Map<string, number>()
      page.on('response', async (response) => {
        if (response.request().resourceType() === 'script')
          sizes.set(new URL(response.url()).pathname, (await response.body().catch(() => '')).length)
      })
      await page.goto(url)
      await page.waitForTimeout(SETTLED_MS)
      await page.close()
      return sizes
    }
    await visit()
    return await visit()
  }
  finally {
    await deck.close()
  }
}

function total(sizes: ReadonlyMap<string, number>): number {
  return [
    ...sizes.values(),
  ].reduce((sum, size) => sum + size, 0)
}
