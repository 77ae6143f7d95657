import type { Page } from 'playwright-core'
import type { Hall } from './open-windows.ts'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { PLAN_PATH } from '../../scripts/protocol/talk-plan.ts'
import { openHall, stateOf } from './open-windows.ts'

const SLOW = { timeout: 60_000 }
const sizes = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
]
let hall: Hall
/** The first two demos of the talk, and their slides. */
let demos: [string, number][]

beforeAll(async () => {
  hall = await openHall()
  demos = [...hall.talk.demoSlides]
})
afterEach(async () => {
  await hall.closeWindows()
})
afterAll(async () => {
  await hall.close()
})

/** What stands in a line of the strip, its parts apart. */
async function line(page: Page, name: 'clock' | 'next'): Promise<string> {
  const parts = await page.locator(`.cbu-${name} :is(p, button)`).allTextContents()
  return parts.map(part => part.trim()).join(' | ')
}
const strip = (page: Page): Promise<string> => line(page, 'clock')
const status = (page: Page): Promise<string | null> => page.locator('.cbu-clock').getAttribute('data-status')
const press = (page: Page, name: string): Promise<void> => page.locator('.cbu-clock').getByRole('button', { name }).click()
/** Seconds of the talk by the window's clock. */
async function talkSeconds(page: Page): Promise<number> {
  const [, minutes, seconds] = /Talk (\d+):(\d\d)/.exec(await strip(page))!
  return Number(minutes) * 60 + Number(seconds)
}
/** Takes a presenter's window to a slide of the talk, as somebody who types its address. */
async function goTo(page: Page, slide: number): Promise<void> {
  await page.goto(hall.talk.urls.presenter.replace('/1?', `/${slide}?clicks=0&`))
}
/** Puts the start of the talk so many minutes into the past, for all windows. */
async function letPass(page: Page, minutes: number): Promise<void> {
  // As text: an `import` in a function would be rewritten before it gets into the page.
  await page.evaluate(`import('/@server-reactive/nav').then(({ default: state }) => { state.timer.startedAt -= ${minutes * 60_000} })`)
}

describe('the clock of the presenter view', () => {
  it('starts when the talk leaves its first slide, is paused, goes on, survives a reload, and is the same in every presenter\'s window', async () => {
    const [presenter, projector] = [await hall.open('presenter'), await hall.open('projector')]
    await expect.poll(() => strip(presenter), { timeout: 110_000 }).toMatch(/^Opening 0:00 of \d:\d\d \| Talk 0:00 of \d+:\d\d \| Start$/)
    await expect.poll(() => projector.locator('.slidev-layout').count(), SLOW).toBeGreaterThan(0)
    expect(await projector.locator('.cbu-strip').count()).toBe(0)
    await projector.keyboard.press('PageDown')
    await projector.keyboard.press('ArrowDown')
    await expect.poll(() => status(presenter), SLOW).toBe('running')
    await expect.poll(() => talkSeconds(presenter), SLOW).toBeGreaterThanOrEqual(2)

    await letPass(presenter, 5)
    await expect.poll(() => strip(presenter), SLOW).toMatch(/Talk 5:\d\d of \d+:\d\d \| \d min behind \|/)
    const other = await hall.open('presenter')
    await expect.poll(() => talkSeconds(other), SLOW).toBeGreaterThanOrEqual(300)
    await press(other, 'Pause')
    await expect.poll(() => status(presenter), SLOW).toBe('paused')
    const paused = await talkSeconds(presenter)
    await presenter.reload()
    await expect.poll(() => status(presenter), SLOW).toBe('paused')
    expect(await talkSeconds(presenter)).toBe(paused)
    expect(await talkSeconds(other)).toBe(paused)
    await press(presenter, 'Go on')
    await expect.poll(() => talkSeconds(other), SLOW).toBeGreaterThan(paused)

    await press(presenter, 'Set to 0:00')
    for (const page of [presenter, other])
      await expect.poll(() => strip(page), SLOW).toMatch(/Talk 0:00 of \d+:\d\d \| Start$/)
    // Slidev's own clock shows the same timer, and once is enough.
    const own = presenter.locator('.grid-section.bottom > .group')
    expect(await own.count()).toBe(1)
    expect(await own.isVisible()).toBe(false)
  })

  it('says which demo comes, and where; has it started before its slide comes, and warns before there is no time for it', async () => {
    const [, slide] = demos[0]!
    const presenter = await hall.open('presenter')
    await goTo(presenter, slide - 1)
    await expect.poll(() => line(presenter, 'next'), SLOW).toMatch(/^Next demo on the next slide: .+ \| ready on the embedded machine \| \w/)
    const ready = hall.talk.hub.size
    expect(ready).toBeGreaterThanOrEqual(1)
    await press(presenter, 'Start')
    expect(await presenter.locator('.cbu-next-deadline').count()).toBe(0)
    await letPass(presenter, 43.5)
    await expect.poll(() => line(presenter, 'next'), SLOW).toMatch(/^(?:Begin the demo within|The demo takes) \d:\d\d/)
    await press(presenter, 'Set to 0:00')
    expect(await presenter.locator('.cbu-next-deadline').count()).toBe(0)
  })

  it.each(sizes)('lies on nothing at $width × $height, and terminals keep their place', async (viewport) => {
    const [demo, slide] = demos[0]!
    const presenter = await hall.open('presenter', demo, { viewport })
    await expect.poll(() => stateOf(presenter, demo, 'host'), SLOW).toMatch(/^ready/)
    await expect.poll(() => line(presenter, 'next'), SLOW).toContain('Next demo')
    expect(new URL(presenter.url()).pathname).toContain(`/${slide}`)
    const boxes = await presenter.evaluate(() => Object.fromEntries([
      '.cbu-strip',
      '.cbu-demo-terminal',
      '.grid-section.note',
      '.grid-section.bottom > nav',
    ].map((selector) => {
      const shown = [
        ...document.querySelectorAll(`.slidev-presenter ${selector}`),
      ].find(each => each.getBoundingClientRect().width > 0)!
      const { top, bottom, left, right } = shown.getBoundingClientRect()
      return [
        selector,
        { top, bottom, left, right },
      ]
    })))
    const { top, bottom, left, right } = boxes['.cbu-strip']!
    expect(left).toBeGreaterThanOrEqual(0)
    expect(right).toBeLessThanOrEqual(viewport.width)
    expect(boxes['.cbu-demo-terminal']!.bottom).toBeLessThanOrEqual(top)
    expect(boxes['.grid-section.note']!.bottom).toBeLessThanOrEqual(top + 1)
    expect(boxes['.grid-section.bottom > nav']!.top).toBeGreaterThanOrEqual(bottom)
    expect(boxes['.grid-section.bottom > nav']!.bottom).toBeLessThanOrEqual(viewport.height)
    // Words are cut off rather than wrapped: the terminals above never move.
    expect(bottom - top).toBeLessThan(76)
  })

  it('leaves the size of notes as the speaker chose it, also after a reload', async () => {
    const presenter = await hall.open('presenter')
    const size = (): Promise<number> => presenter.locator('.grid-section.note .prose, .grid-section.note [style*="font-size"]').first().evaluate(note => Number.parseFloat(getComputedStyle(note).fontSize))
    await expect.poll(size, SLOW).toBeGreaterThan(0)
    const before = await size()
    for (let more = 0; more < 3; more++)
      await presenter.getByTitle('Increase font size').click()
    await expect.poll(size).toBeGreaterThan(before * 1.2)
    const chosen = await size()
    await presenter.reload()
    await expect.poll(size, SLOW).toBe(chosen)
  })
})

describe('the plan of the talk', () => {
  it('is asked for again when a slide has changed, and not when a style sheet has', async () => {
    const context = await hall.newContext({})
    let update = (_: string): void => {}
    await context.routeWebSocket(({ pathname }) => pathname === '/', (socket) => {
      // Vite's own updates would come whenever it has compiled something.
      const server = socket.connectToServer()
      server.onMessage(message => (JSON.parse(String(message)) as { type: string }).type !== 'update' && socket.send(message))
      update = path => socket.send(JSON.stringify({
        type: 'update',
        updates: [
          {
            type: 'js-update',
            path,
            acceptedPath: path,
            timestamp: Date.now(),
          },
        ],
      }))
    })
    let asked = 0
    context.on('request', request => asked += Number(new URL(request.url()).pathname === PLAN_PATH))
    const presenter = await hall.open('presenter', undefined, { context })
    await expect.poll(() => line(presenter, 'next'), SLOW).toContain('Next demo')
    expect(asked).toBe(1)
    await presenter.evaluate(`import('/@vite/client').then(({ createHotContext }) => {
      globalThis.updates = 0
      createHotContext('/').on('vite:afterUpdate', () => globalThis.updates++)
    })`)
    const updates = (): Promise<number> => presenter.evaluate('updates')
    update('/__uno.css')
    await expect.poll(updates, SLOW).toBe(1)
    expect(asked).toBe(1)
    update('/slides/meetup.md__slidev_2.frontmatter')
    await expect.poll(updates, SLOW).toBe(2)
    await expect.poll(() => asked, SLOW).toBe(2)
  })
})

describe('a demo that was started ahead', () => {
  it('is at its prompt as soon as its slide is there, and the same one for all windows', async () => {
    const [demo, slide] = demos[0]!
    const presenter = await hall.open('presenter')
    await goTo(presenter, slide - 1)
    await expect.poll(() => presenter.locator('.cbu-next-machine').getAttribute('data-state'), SLOW).toBe('ready')
    const { size } = hall.talk.hub
    const projector = await hall.open('projector')
    await presenter.keyboard.press('ArrowDown')
    for (const page of [presenter, projector])
      await expect.poll(() => stateOf(page, demo, 'host'), SLOW).toMatch(/^ready 0/)
    expect(hall.talk.hub.size).toBeLessThanOrEqual(size + 1)
  })
})
