import type { LiveFigure } from '../../../demos/define.ts'
import type { FigureCase } from './figure-cases.ts'
import type { FigurePage } from './figure-page.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { liveFigureNames } from '../../../scripts/probe/figure-parts.ts'
import { figureCases } from './figure-cases.ts'
import { findFigureFaults } from './figure-faults.ts'
import { figureRooms, openFigurePage } from './figure-page.ts'

const cases = Object.fromEntries(await Promise.all(liveFigureNames.map(async figure => [figure, await figureCases(figure)] as const)))

let opened: FigurePage
beforeAll(async () => {
  opened = await openFigurePage()
})
afterAll(async () => {
  await opened?.close()
})

describe.each(liveFigureNames)('%s', (figure: LiveFigure) => {
  it('has something to draw', () => {
    expect(cases[figure]!.length).toBeGreaterThan(1)
  })

  describe.each(Object.entries(figureRooms))('%s', (_, { width, height, smallest }) => {
    const drawsWhole = 'draws $name whole and legible'
    async function draw({ samples }: FigureCase): Promise<void> {
      for (const theme of ['light', 'dark'] as const) {
        await opened.show({
          figure,
          samples,
          width,
          height,
          theme,
        })
        expect(await opened.page.evaluate(findFigureFaults, smallest), theme).toEqual([])
      }
      expect(await opened.page.locator('#box [role=img]').getAttribute('aria-label')).toMatch(/\S/)
    }
    const [telling, others] = partition(cases[figure]!)
    it.each(telling)(drawsWhole, draw)
    it.each(others)(drawsWhole, { tags: 'variant' }, draw)
  })
})

/** The fullest recorded step of each demo, and all that was not recorded; and the other steps, which look much like it. */
function partition(all: readonly FigureCase[]): [FigureCase[], FigureCase[]] {
  const fullest = new Map<string, FigureCase>()
  for (const each of all.filter(({ demo }) => demo !== undefined)) {
    const known = fullest.get(each.demo!)
    if (!known || weight(each) > weight(known))
      fullest.set(each.demo!, each)
  }
  const isTelling = (each: FigureCase): boolean => each.demo === undefined || fullest.get(each.demo) === each
  return [
    all.filter(isTelling),
    all.filter(each => !isTelling(each)),
  ]
}

/** How much the last sample says, in characters. */
function weight({ samples }: FigureCase): number {
  return JSON.stringify(samples.at(-1) ?? '').length
}

describe('the measure', () => {
  it.each([
    ['is cut off', '<div style="width: 80px; overflow: hidden; white-space: nowrap">much too long for this box</div>'],
    ['leaves the box', '<div style="white-space: nowrap">much too long for this box, and for any other one on a slide</div>'],
    ['touches', '<div style="display: flex; gap: 3px"><span>one</span><span>other</span></div>'],
    ['lies on', '<div style="height: 4px">one</div><div>other</div>'],
    ['has a contrast of only', '<div style="color: #888; background: #999">pale</div>'],
    ['has a contrast of only', '<svg width="90" height="60"><rect width="90" height="60" fill="#444" /><text x="9" y="30" fill="#333">dark</text></svg>'],
    ['is only', '<div style="font-size: 9px">tiny</div>'],
    ['div.far leaves the box', '<div class="far" style="width: 400px; height: 9px"></div>'],
  ])('notices what %s', async (fault, html) => {
    await opened.page.evaluate((content) => {
      const box = document.getElementById('box')!
      box.innerHTML = content
      box.style.width = '300px'
      box.style.height = '200px'
      document.documentElement.classList.remove('dark')
    }, html)
    expect((await opened.page.evaluate(findFigureFaults, 13)).join('\n')).toContain(fault)
  })
})
