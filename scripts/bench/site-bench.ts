import type { Browser } from 'playwright-core'
import type { Benchmark, BenchmarkContext } from './benchmark.ts'
import type { Figure } from './figure.ts'
import type { Press, ReaderDemo } from './reader-visit.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchBrowser } from '../browser/launch-browser.ts'
import { findDeck } from '../deck/find-deck.ts'
import { readDeck } from '../deck/read-deck.ts'
import { buildSite } from '../site/build-site.ts'
import { findPublishedMachine } from '../site/published-machine.ts'
import { slidesFolder } from '../system/project-paths.ts'
import { addBareEmulator, startBareEmulator } from './bare-emulator.ts'
import { openReaderVisit } from './reader-visit.ts'
import { serveFolder } from './static-server.ts'

const DECK = 'meetup'
const demo: ReaderDemo = { id: 'pid-namespace', pane: 'container', word: 'bash' }
const MIB = 2 ** 20
/** From the press to the prompt, where the browser has kept the machine's files. */
const CACHED_AIM_MS = 1_500
/** The same without the time that the files take to come. */
const LOADED_AIM_MS = 1_000
/** When everything that had to be fetched is there. */
const LOADED = 'state read'

/** What a reader's browser loads, and how long readers wait for a machine of their own. */
export const siteBenchmark: Benchmark = {
  name: 'site',
  description: 'size of a published deck without and with the machine; press of Run it yourself → prompt, phase by phase beside the bare emulator, from a server on this computer',
  async measure(context) {
    const { chapters } = await readDeck(slidesFolder, DECK)
    const slide = chapters.flatMap(({ slides }) => slides).find(({ demos }) => demos.includes(demo.id))?.number
    if (slide === undefined)
      throw new Error(`The ${DECK} deck has no slide with the demo "${demo.id}", whose start is measured.`)
    const output = await mkdtemp(join(tmpdir(), 'site-bench-'))
    let browser: Browser | undefined
    try {
      const built = await build(output, context)
      await addBareEmulator(output)
      const server = await serveFolder(output, '/site/')
      browser = await launchBrowser()
      const pressed = await measurePresses(browser, server.url, slide, context)
      await server.close()
      return [
        ...built,
        ...pressed,
      ]
    }
    finally {
      await browser?.close()
      await rm(output, { recursive: true })
    }
  },
}

async function build(output: string, { report }: BenchmarkContext): Promise<Figure[]> {
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
  const { bytes } = deck!
  return [
    {
      name: `npm run build ${DECK}`,
      unit: 'ms',
      samples: [performance.now() - begin],
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
  ]
}

async function measurePresses(browser: Browser, site: string, slide: number, { runs, report }: BenchmarkContext): Promise<Figure[]> {
  const { folder } = await findPublishedMachine()
  const bare: number[] = []
  const first: Press[] = []
  const later: Press[] = []
  for (let run = 1; run <= runs; run++) {
    report(`press ${run} of ${runs}`)
    bare.push(await startBareEmulator(browser, site, folder))
    const visit = await openReaderVisit(browser, `${site}${DECK}/#/${slide}`, demo)
    first.push(await visit.press())
    later.push(await visit.press())
    await visit.close()
  }
  return [
    { name: 'bare emulator → prompt of one shell, first visit', unit: 'ms', samples: bare },
    {
      name: 'Run it yourself → prompt, first visit',
      unit: 'ms',
      samples: first.map(({ shown }) => shown),
    },
    {
      name: 'the same, beyond the download',
      unit: 'ms',
      samples: first.map(({ shown, phases }) => shown - phases.get(LOADED)!),
      aim: LOADED_AIM_MS,
    },
    {
      name: 'Run it yourself → prompt, next visit',
      unit: 'ms',
      samples: later.map(({ shown }) => shown),
      aim: CACHED_AIM_MS,
    },
    {
      name: 'memory of the browser on top',
      unit: 'MiB',
      samples: [
        ...first,
        ...later,
      ].flatMap(({ memory }) => memory ?? []),
    },
    ...phaseFigures('first visit', first),
    ...phaseFigures('next visit', later),
  ]
}

/** How far a start has come, and when. */
function phaseFigures(visit: string, presses: readonly Press[]): Figure[] {
  return [
    ...presses[0]!.phases.keys(),
  ].map(phase => ({
    name: `${visit}: ${phase}`,
    unit: 'ms',
    samples: presses.flatMap(({ phases }) => phases.get(phase) ?? []),
  }))
}
