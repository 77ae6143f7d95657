import type { Browser, Page } from 'playwright-core'
import type { Benchmark, BenchmarkContext } from './benchmark.ts'
import type { ServedTalk } from './talk-process.ts'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { launchBrowser } from '../browser/launch-browser.ts'
import { freePort } from '../system/free-port.ts'
import { treeMemory } from './process-memory.ts'

/** Slides of the meetup deck whose demos are shown, in windows of their own. */
const DEMOS = 2
/** Milliseconds in which what starting took is given back. */
const SETTLE_MS = 15_000

/** What the server of a talk and its machines take of the computer's memory: before a window is open, and with one and two demos on screen. */
export const memoryBenchmark: Benchmark = {
  name: 'memory',
  description: 'memory of the talk\'s server, with its machines, while no, one and two demos are shown (on Linux)',
  async measure(context) {
    if (process.platform !== 'linux') {
      context.report('memory: only Linux tells how much several processes share')
      return []
    }
    const runs: number[][] = []
    for (let run = 1; run <= context.runs; run++) {
      context.report(`memory ${run} of ${context.runs}`)
      runs.push(await measureTalk(context))
    }
    const samples = (index: number): number[] => runs.map(run => run[index]!)
    return [
      {
        name: 'server, no demo shown',
        unit: 'MiB',
        samples: samples(0),
      },
      {
        name: 'server, one demo shown',
        unit: 'MiB',
        samples: samples(1),
        aim: 600,
      },
      {
        name: 'a second demo on top',
        unit: 'MiB',
        samples: runs.map(([, one, two]) => two! - one!),
        aim: 250,
      },
    ]
  },
}

async function measureTalk({ report }: BenchmarkContext): Promise<number[]> {
  const server = fork(new URL('./talk-process.ts', import.meta.url), [
    'meetup',
    'embedded',
    `${await freePort()}`,
  ])
  let browser: Browser | undefined
  try {
    const [{ url, demos }] = await once(server, 'message') as [ServedTalk]
    const sizes: number[] = []
    const take = async (): Promise<void> => {
      await setTimeout(SETTLE_MS)
      sizes.push(await treeMemory(server.pid!))
      report(`memory: ${Math.round(sizes.at(-1)!)} MiB with ${sizes.length - 1} demos`)
    }
    await take()
    browser = await launchBrowser()
    for (const [demo, slide] of demos.slice(0, DEMOS)) {
      await showDemo(await browser.newPage(), url.replace('/1?', `/${slide}?`), demo)
      await take()
    }
    return sizes
  }
  finally {
    await browser?.close()
    const ended = once(server, 'exit')
    server.disconnect()
    await ended
  }
}

async function showDemo(page: Page, url: string, demo: string): Promise<void> {
  await page.goto(url)
  await page.waitForSelector(`[data-demo="${demo}"][data-source="live"][data-state="ready"]`, { timeout: 120_000 })
}
