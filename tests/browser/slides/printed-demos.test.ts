import type { Browser } from 'playwright-core'
import type { ResolvedDemo } from '../../../scripts/engine/resolve-demo.ts'
import type { PrintPage } from '../../../scripts/export/print-page.ts'
import type { PrintedDeck } from '../print-deck.ts'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { standsAlone } from '../../../components/figures/live/live-room.ts'
import { launchBrowser } from '../../../scripts/browser/launch-browser.ts'
import { findDeck } from '../../../scripts/deck/find-deck.ts'
import { pointOf } from '../../../scripts/engine/transcript/telling-steps.ts'
import { readDemos } from '../../../scripts/server/read-demos.ts'
import { loadDeck } from '../../../scripts/slidev/load-deck.ts'
import { demosFolder, slidesFolder } from '../../../scripts/system/project-paths.ts'
import { blockData } from '../../unit/figures/blocks/block-data.ts'
import { figureRooms } from '../figures/figure-page.ts'
import { findHostFonts } from '../fonts/find-host-fonts.ts'
import { printDeck } from '../print-deck.ts'
import { findFaintText, LEAST_CONTRAST } from './find-faint-text.ts'
import { findOverflow } from './find-overflow.ts'

/** The deck that has every demo. */
const DECK = 'lecture'
/** A demo of it that gets no recording here. */
const UNRECORDED = 'overlay'
const PAGES = '.print-slide-container:has(.cbu-printed)'
const LONG = 300_000

let browser: Browser
let printed: PrintedDeck
let print: PrintPage
let demos: ResolvedDemo[]
beforeAll(async () => {
  browser = await launchBrowser()
  printed = await printDeck(withoutRecording(browser, UNRECORDED), await findDeck(slidesFolder, DECK))
  print = printed.print
  const catalogue = await readDemos(demosFolder)
  demos = [
    ...printed.deck.demoSlides.keys(),
  ].map(id => catalogue.get(id)!)
}, LONG)
afterAll(async () => {
  await printed?.close()
  await browser.close()
})

/** The same browser, but the files of one recording cannot be loaded in it. */
function withoutRecording(browser: Browser, demo: string): Browser {
  return new Proxy(browser, {
    get: (target, property) => property === 'newContext'
      ? async (options: object) => {
        const context = await target.newContext(options)
        await context.route(`**/demos/recordings/${demo}/**`, route => route.abort())
        return context
      }
      : Reflect.get(target, property),
  })
}

describe('demos on pages without clicks', () => {
  it('end with their point, and have what they chose to be printed', async () => {
    const shown = new Map(await print.page.evaluate(() => [
      ...document.querySelectorAll<HTMLElement>('.cbu-printed-stage[data-demo]'),
    ].map(stage => [
      stage.dataset.demo!,
      [
        ...stage.querySelectorAll<HTMLElement>('.cbu-printed-captioned'),
      ].map(step => Number(step.dataset.step)),
    ] as const)))
    expect(demos.length).toBeGreaterThan(20)
    for (const demo of demos.filter(({ id }) => id !== UNRECORDED)) {
      expect([
        demo.id,
        shown.get(demo.id)?.at(-1),
      ]).toEqual([
        demo.id,
        pointOf(demo),
      ])
      expect([
        demo.id,
        shown.get(demo.id),
      ]).toEqual([
        demo.id,
        expect.arrayContaining([
          ...demo.print ?? [],
        ]),
      ])
    }
  })

  it('show what answers the bet before them', async () => {
    const { slides } = await loadDeck(join(slidesFolder, `${DECK}.md`))
    const bets = slides.flatMap(({ content }) => {
      const code = /^```figure bet\n([\s\S]*?)^```$/m.exec(content)?.[1]
      const proof = code === undefined
        ? undefined
        : blockData('bet', code).data.proof as { demo: string, step: number } | undefined
      return proof && proof.demo !== UNRECORDED
        ? [proof]
        : []
    })
    expect(bets.length).toBeGreaterThan(10)
    const unanswered = await print.page.evaluate(proofs => proofs.filter(({ demo, step }) => !document.querySelector(
      `.cbu-printed-stage[data-demo="${demo}"] .cbu-printed-captioned[data-step="${step}"] .cbu-printed-line`,
    )), bets)
    expect(unanswered).toEqual([])
  })

  it('show lines of every file that an editor shows', async () => {
    const edited = demos.filter(({ editors }) => editors.length > 0)
    expect(edited.length).toBeGreaterThan(1)
    for (const { id, editors } of edited) {
      const stage = print.page.locator(`.cbu-printed-stage[data-demo="${id}"]`)
      for (const { path, title } of editors) {
        const lines = stage.locator('.cbu-printed-file', { hasText: path }).locator('.cbu-printed-file-line').or(stage.locator('.cbu-printed-step', {
          has: print.page.locator('.cbu-printed-caption .cbu-printed-pane', { hasText: title }),
        }).locator('.cbu-printed-line'))
        expect([id, await lines.count() > 3]).toEqual([id, true])
      }
    }
  })

  it('stand whole on their pages', async () => {
    expect(await print.page.evaluate(findOverflow)).toEqual([])
    const cut = await print.page.evaluate(() => [
      ...document.querySelectorAll('.cbu-printed'),
    ].filter(box => box.scrollHeight > box.clientHeight).map(box => box.closest<HTMLElement>('[data-demo]')!.dataset.demo))
    expect(cut).toEqual([])
    // A page that fits because next to nothing is on it would be no page.
    const fewest = await print.page.evaluate(() => Math.min(...[
      ...document.querySelectorAll('.cbu-printed'),
    ].map(box => box.querySelector('ol')!.clientHeight / box.clientHeight)))
    expect(fewest).toBeGreaterThan(0.7)
  })

  it('give every figure the room that its kinds of states are tried in', async () => {
    const rooms = await print.page.evaluate(() => [
      ...document.querySelectorAll('.cbu-live'),
    ].map(({ clientWidth, clientHeight }) => ({ width: clientWidth, height: clientHeight })))
    expect(rooms.length).toBeGreaterThan(10)
    const tried = Object.values(figureRooms)
    expect(rooms.filter(({ width, height }) => !tried.some(room => standsAlone(room.width) === standsAlone(width) && room.width <= width && room.height <= height))).toEqual([])
  })

  it.each(['light', 'dark'] as const)('can be read, in %s', async (scheme) => {
    await print.page.emulateMedia({ colorScheme: scheme })
    await print.page.waitForFunction(dark => document.documentElement.classList.contains('dark') === dark, scheme === 'dark')
    expect(await print.page.evaluate(findFaintText, { least: LEAST_CONTRAST, pages: PAGES })).toEqual([])
  }, LONG)

  it('need no font of this computer', async () => {
    expect(await findHostFonts(print.page, PAGES)).toEqual([])
  })

  it('are a list of their steps where there is no recording, and say how to make one', async () => {
    const stage = print.page.locator(`.cbu-printed-stage[data-demo="${UNRECORDED}"]`)
    expect(await stage.locator('.cbu-steps li').count()).toBe(demos.find(({ id }) => id === UNRECORDED)!.steps.length)
    expect(await stage.textContent()).toContain(`npm run rehearse -- --demo ${UNRECORDED}`)
    expect(await print.page.locator('.cbu-steps').count()).toBe(1)
  })
})
