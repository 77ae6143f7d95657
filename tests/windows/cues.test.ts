import type { Page } from 'playwright-core'
import type { ResolvedDemo } from '../../scripts/engine/resolve-demo.ts'
import type { Hall } from './open-windows.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { stepText } from '../../scripts/engine/resolve-demo.ts'
import { createMachineFactory } from '../../scripts/machines/machine-factory.ts'
import { readDemos } from '../../scripts/server/read-demos.ts'
import { demosFolder } from '../../scripts/system/project-paths.ts'
import { openHall } from './open-windows.ts'

const SLOW = { timeout: 60_000 }

/** How the slide of a demo is laid out, which decides the room for its cues. */
function layoutOf({ layout, panes, figure }: ResolvedDemo): string {
  return `${panes.length === 1
    ? 'one pane'
    : layout}${figure ? ' and a figure' : ''}`
}

/** The step of a demo that says most to the speaker, from 1. */
function longest(demo: ResolvedDemo): { demo: ResolvedDemo, step: number, length: number } {
  const lengths = demo.steps.map(step => stepText(step).length + (step.cue?.length ?? 0))
  const length = Math.max(...lengths)
  return { demo, step: lengths.indexOf(length) + 1, length }
}

const demos = [
  ...(await readDemos(demosFolder)).values(),
].filter(({ machines }) => machines.includes('embedded'))
const cases = [
  ...Map.groupBy(demos, layoutOf),
].map(([layout, same]) => ({
  layout,
  ...same.map(longest).reduce((most, each) => each.length > most.length
    ? each
    : most),
}))

let hall: Hall
let page: Page
beforeAll(async () => {
  hall = await openHall({ deck: 'lecture', machine: await createMachineFactory('recording') })
  page = await hall.open('presenter')
})
afterAll(async () => {
  await hall.close()
})

it.each(cases)('the longest cue beside $layout can be read without scrolling', async ({ demo, step }) => {
  await page.goto(hall.talk.urls.presenter.replace('/1?', `/${hall.talk.demoSlides.get(demo.id)!}?clicks=${step - 1}&`))
  const note = page.getByLabel('Speaker\'s next step').filter({ visible: true })
  await expect.poll(() => note.allTextContents(), SLOW).toHaveLength(1)
  await expect.poll(() => note.textContent(), SLOW).toContain(demo.steps[step - 1]!.cue)
  const { room, needed, type } = await note.evaluate(element => ({
    room: element.clientHeight,
    needed: element.scrollHeight,
    type: Number.parseFloat(getComputedStyle(element).fontSize),
  }))
  expect(room).toBeGreaterThan(80)
  expect(needed).toBeLessThanOrEqual(room)
  expect(type).toBeGreaterThanOrEqual(13)
})
