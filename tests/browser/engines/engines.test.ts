import type { ServedSite } from '../../fixtures/test-site.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serveTestSite } from '../../fixtures/test-site.ts'
import { describeEngines } from './describe-engine.ts'
import { EnginePage } from './engine-page.ts'

const DEMO = 'pid-namespace'
const DEMO_SLIDE = 2
const SLOW = { timeout: 90_000 }
/** Pixels by which lines of as many cells may differ: less than a fiftieth of a cell each. */
const CELLS_PX = 2

let site: ServedSite

beforeAll(async () => {
  site = await serveTestSite('/talks/')
})
afterAll(() => site?.close())

await describeEngines((start) => {
  let page: EnginePage

  const paneOf = (name: string): string => `.cbu-pane[data-demo="${DEMO}"][data-pane="${name}"]:is([data-source="live"], [data-source="recording"]):has(.xterm)`
  /** As `live ready 2/9`, and what the reader is told besides. */
  const state = (): Promise<string> => page.evaluate((selector) => {
    const { source, state, step } = document.querySelector<HTMLElement>(selector)?.dataset ?? {}
    const notices = Array.from(document.querySelectorAll('[role=alert]'), ({ textContent }) => textContent)
    return [source, state, step, ...notices].join(' ')
  }, paneOf('container'))
  const screen = async (name: string): Promise<string> => (await page.texts(`${paneOf(name)} .cbu-screen-text`)).join('')
  const figure = async (): Promise<string> => (await page.texts('.cbu-figure .cbu-figure-body')).join('')
  const statesLoaded = (): number => site.server.requests.filter(path => path.endsWith('/state.bin.zst')).length

  async function visit(): Promise<void> {
    // Another query, so that it is another page, and not another slide of this one.
    await page.goto(`${site.server.url}small/?${Math.random()}#/${DEMO_SLIDE}`)
    await expect.poll(state, SLOW).toBe('recording ready 0/9')
    await page.evaluate(() => {
      window.problems = []
      addEventListener('error', ({ message }) => window.problems.push(message))
      addEventListener('unhandledrejection', ({ reason }) => window.problems.push(String(reason)))
    })
  }

  beforeAll(async () => {
    page = new EnginePage(await start())
    await page.resize(1280, 720)
  })
  afterAll(() => page?.close())

  it('plays a recording, runs the demo on a machine of the reader\'s own, takes keys, and goes back', async () => {
    await visit()
    await page.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('recording ready 1/9')
    await expect.poll(() => screen('container'), SLOW).toContain('Cannot allocate memory')
    await page.press('ArrowLeft')
    await expect.poll(state, SLOW).toBe('recording ready 0/9')

    await page.click('button', 'Run it yourself')
    await expect.poll(state, SLOW).toBe('live ready 0/9')
    await page.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('live ready 1/9')
    await page.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('live ready 2/9')
    await expect.poll(figure, SLOW).toContain('unshare')

    await page.click(`${paneOf('host')} .xterm-screen`)
    await page.typeLine('echo $((6 * 7)) "é~|{}"; printf "─%.0s" {1..40}; echo; printf "W%.0s" {1..40}; sleep 1000')
    await expect.poll(() => screen('host'), SLOW).toMatch(/\n42 é~\|\{\}\n─{40}\nW{40}/)
    await expect.poll(() => page.evaluate(lineWidths, paneOf('host')), SLOW)
      .toSatisfy(([lines, letters]: number[]) => letters! > 0 && Math.abs(lines! - letters!) < CELLS_PX)
    await page.press('Control+c')
    await page.typeLine('echo after $?')
    await expect.poll(() => screen('host'), SLOW).toContain('\nafter 130')
    expect(await state(), 'what was typed is the shell\'s').toBe('live ready 2/9')

    await page.press('PageUp')
    await expect.poll(state, SLOW).toBe('live ready 1/9')
    await expect.poll(() => screen('host'), SLOW).not.toContain('after 130')
    await page.press('Shift+Escape')
    await page.press('ArrowRight')
    await expect.poll(state, SLOW).toBe('live ready 2/9')
    expect(await page.evaluate(() => window.problems)).toEqual([])
  })

  it('has the machine\'s files from the cache on the next visit', async () => {
    const loaded = statesLoaded()
    expect(loaded).toBeGreaterThan(0)
    await visit()
    await page.click('button', 'Run it yourself')
    await expect.poll(state, SLOW).toBe('live ready 0/9')
    expect(statesLoaded()).toBe(loaded)
    expect(await page.evaluate(() => window.problems)).toEqual([])
  })
})

declare global {
  interface Window {
    /** What the page has thrown and nobody has caught. */
    problems: string[]
  }
}

/** In the page: widths in pixels of the last line of box drawing on a screen, and of the last line of letters. */
function lineWidths(pane: string): number[] {
  const rows = Array.from(document.querySelectorAll(`${pane} .xterm-rows > div`))
  return [/─{40}$/, /W{40}$/].map((pattern) => {
    const row = rows.findLast(({ textContent }) => pattern.test(textContent.trimEnd()))
    const cells = row?.querySelectorAll('span:not(:empty)')
    const range = document.createRange()
    if (!cells?.length)
      return 0
    range.selectNodeContents(cells[0]!)
    return range.getBoundingClientRect().width
  })
}
