import type { Browser } from 'playwright-core'
import type { Benchmark } from './benchmark.ts'
import { Buffer } from 'node:buffer'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sum } from '../base/sum.ts'
import { launchBrowser } from '../browser/launch-browser.ts'
import { findDeck } from '../deck/find-deck.ts'
import { freePort } from '../system/free-port.ts'
import { projectRoot, slidesFolder } from '../system/project-paths.ts'

const deckProcess = fileURLToPath(new URL('./deck-process.ts', import.meta.url))

/** A deck with nothing of ours: Slidev's own client and one slide. */
const STOCK_DECK = '---\ntheme: none\nfavicon: \'\'\nmcp: false\nfonts:\n  provider: none\n---\n\n# One slide\n\n---\n\n# Another\n'
/** Slidev mounts all slides, hidden, three seconds after the first one. */
const SETTLED_MS = 6_000

/** Only development has these, and a reader's browser takes them for a comment. */
const INLINE_SOURCE_MAP = /\n\/\/# sourceMappingURL=data:\S+/g

/** Script that the first slide loads beyond what stock Slidev loads, as the development server sends it, without source maps. */
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
      ].filter(path => /@xterm|v86|\.wasm/.test(path))
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

/** Address → bytes of every script that the deck's first slide loads, dependencies already optimized by an earlier visit. */
async function scriptsOf(browser: Browser, entry: string): Promise<Map<string, number>> {
  const port = await freePort()
  const child = fork(deckProcess, [
    entry,
    String(port),
  ])
  const exited = once(child, 'exit')
  try {
    const token = await Promise.race([
      once(child, 'message').then(([message]) => String(message)),
      exited.then(() => undefined),
    ])
    if (token === undefined)
      throw new Error(`The deck ${entry} could not be served. What its process said stands above.`)
    const url = `http://localhost:${port}/1?token=${token}`
    await visit(browser, url)
    return await visit(browser, url)
  }
  finally {
    if (child.connected)
      child.disconnect()
    await exited
  }
}

async function visit(browser: Browser, url: string): Promise<Map<string, number>> {
  const page = await browser.newPage()
  const sizes = new Map<string, number>()
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script')
      return
    const { pathname, searchParams } = new URL(response.url())
    // Styles are sent again, with another time, whenever a slide brings some more.
    searchParams.delete('t')
    // There is no body any more when the page closes.
    const script = await response.text().catch(() => '')
    sizes.set(`${pathname}?${searchParams}`, Buffer.byteLength(script.replaceAll(INLINE_SOURCE_MAP, '')))
  })
  await page.goto(url)
  await page.waitForTimeout(SETTLED_MS)
  await page.close()
  return sizes
}

function total(sizes: ReadonlyMap<string, number>): number {
  return sum([
    ...sizes.values(),
  ])
}
