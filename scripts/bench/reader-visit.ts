import type { Browser, Page } from 'playwright-core'
import process from 'node:process'
import { PHASE_PREFIX } from '../base/phase.ts'
import { treeMemory } from './process-memory.ts'

const VIEWPORT = { width: 1280, height: 720 }
const SHOWN = 'first prompt, painted'
const SAMPLED = 'first sample of the figure, painted'

export interface ReaderDemo {
  id: string
  /** The pane of its first step. */
  pane: string
  /** A word that its live figure always has. */
  word: string
}

/** How a machine of a reader's own came up. */
export interface Press {
  /** Milliseconds from the press of *Run it yourself*, by what was there then, in order. */
  phases: ReadonlyMap<string, number>
  /** Of `phases`: the prompt stands on the screen. */
  shown: number
  /** Mebibytes that the browser takes on top of what it took before. Undefined where nothing tells. */
  memory: number | undefined
}

export interface ReaderVisit {
  /** Visits the slide, presses the button, and waits for the machine. */
  press: () => Promise<Press>
  close: () => Promise<void>
}

/** A reader with a browser profile of their own, so that nothing is cached yet. */
export async function openReaderVisit(browser: Browser, url: string, demo: ReaderDemo): Promise<ReaderVisit> {
  const context = await browser.newContext({ viewport: VIEWPORT })
  return {
    async press() {
      const page = await context.newPage()
      await page.goto(url)
      await page.waitForSelector(`.cbu-pane[data-demo="${demo.id}"][data-source="recording"][data-state="ready"]`)
      const before = await memory()
      await page.evaluate(watchPress, { ...demo, shown: PHASE_PREFIX + SHOWN, sampled: PHASE_PREFIX + SAMPLED })
      await page.getByRole('button', { name: 'Run it yourself' }).filter({ visible: true }).click()
      await page.waitForFunction(name => performance.getEntriesByName(name).length > 0, PHASE_PREFIX + SAMPLED)
      const phases = await readPhases(page)
      const after = await memory()
      await page.close()
      return {
        phases,
        shown: phases.get(SHOWN)!,
        memory: before === undefined
          ? undefined
          : after! - before,
      }
    },
    close: () => context.close(),
  }
}

/** The browser is a child of this process. */
async function memory(): Promise<number | undefined> {
  return process.platform === 'linux'
    ? await treeMemory(process.pid)
    : undefined
}

/** Runs in the page: notes what of the next press has been painted, frame by frame. */
function watchPress({ id, pane, word, shown, sampled }: ReaderDemo & { shown: string, sampled: string }): void {
  addEventListener('click', () => performance.mark('press'), { once: true, capture: true })
  const texts = (selector: string): string[] => Array.from(document.querySelectorAll(selector), ({ textContent }) => textContent)
  const seen: Record<string, () => boolean> = {
    [shown]: () => texts(`[data-demo="${id}"][data-pane="${pane}"][data-source="live"][data-state="ready"] .xterm-rows`).some(text => text.includes('#')),
    // What stands there before is of the recording.
    [sampled]: () => !(shown in seen) && texts('.cbu-figure[data-source="live"] .cbu-figure-body').some(text => text.includes(word)),
  }
  requestAnimationFrame(function look() {
    for (const [name, isSeen] of Object.entries(seen)) {
      if (isSeen()) {
        delete seen[name]
        // A task that is posted from a frame runs after its paint.
        setTimeout(() => performance.mark(name))
      }
    }
    if (Object.keys(seen).length > 0)
      requestAnimationFrame(look)
  })
}

/** What page and worker have noted since the press, in order. Their clocks begin at different times. */
async function readPhases(page: Page): Promise<Map<string, number>> {
  const read = (): [string, number][] => performance.getEntriesByType('mark').map(({ name, startTime }) => [name, performance.timeOrigin + startTime])
  const [ofPage, ...ofWorkers] = await Promise.all([
    page.evaluate(read),
    ...page.workers().map(worker => worker.evaluate(read)),
  ])
  const marks = [
    ...ofPage,
    ...ofWorkers.flat(),
  ]
  const press = marks.find(([name]) => name === 'press')![1]
  const phases = marks.filter(([name, at]) => name.startsWith(PHASE_PREFIX) && at >= press).sort(([, one], [, other]) => one - other)
  return new Map(phases.map(([name, at]) => [
    name.slice(PHASE_PREFIX.length),
    at - press,
  ]))
}
