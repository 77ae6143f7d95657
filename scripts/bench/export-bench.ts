import type { FoundBrowser } from '../browser/find-browser.ts'
import type { Benchmark } from './benchmark.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { findBrowser } from '../browser/find-browser.ts'
import { readDeck } from '../deck/read-deck.ts'
import { projectRoot, slidesFolder } from '../system/project-paths.ts'
import { createTextDecks } from './text-deck.ts'

const DECK = 'meetup'
const slidev = join(projectRoot, 'node_modules', '@slidev', 'cli', 'bin', 'slidev.mjs')

/** From the command to the finished PDF, shared out among the slides. */
export const exportBenchmark: Benchmark = {
  name: 'export',
  description: 'seconds per slide of a PDF, beside the same deck with text for terminals in stock Slidev',
  async measure({ runs, report }) {
    const { chapters } = await readDeck(slidesFolder, DECK)
    const slides = chapters.flatMap(chapter => chapter.slides).length
    const output = await mkdtemp(join(tmpdir(), 'export-bench-'))
    const decks = await createTextDecks()
    const browser = await findBrowser()
    /** The first run prepares dependencies, which later ones find. */
    const measureRuns = async (name: string, run: () => Promise<void>): Promise<number[]> => {
      const samples: number[] = []
      for (let number = 0; number <= runs; number++) {
        report(number === 0
          ? `${name}, to warm up`
          : `${name} ${number} of ${runs}`)
        const begin = performance.now()
        await run()
        if (number > 0)
          samples.push((performance.now() - begin) / slides)
      }
      return samples
    }
    try {
      return [
        {
          name: 'export per slide',
          unit: 'ms',
          samples: await measureRuns('npm run export', () => runNode([
            'scripts/cli.ts',
            'export',
            DECK,
            '--output',
            output,
          ], projectRoot, browser)),
        },
        {
          name: 'export per slide, stock Slidev, text for terminals',
          unit: 'ms',
          samples: await measureRuns('slidev export', () => runNode([
            slidev,
            'export',
            `${DECK}.md`,
            '--with-toc',
            '--executable-path',
            browser.executablePath,
            '--output',
            join(output, 'stock.pdf'),
          ], join(decks, 'slides'), browser)),
        },
      ]
    }
    finally {
      await rm(output, { recursive: true })
      await rm(decks, { recursive: true })
    }
  },
}

async function runNode(args: readonly string[], cwd: string, { env }: FoundBrowser): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: {
      ...process.env,
      ...env,
    },
    stdio: 'ignore',
  })
  const [code] = await once(child, 'exit')
  if (code !== 0)
    throw new Error(`${args[0]} export ended with exit code ${code}. Run it by hand to see why.`)
}
