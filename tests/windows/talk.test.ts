import type { Page } from 'playwright-core'
import type { Hall, Pair } from './open-windows.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openHall, openPair, pane, screenOf, stateOf } from './open-windows.ts'
import { press } from './press.ts'

const DEMO = 'pid-namespace'
const SLOW = { timeout: 60_000 }
let hall: Hall
let pair: Pair
let presenter: Page
let projector: Page

const state = (page: Page, name = 'container'): Promise<string> => stateOf(page, DEMO, name)
const screen = (page: Page, name = 'container'): Promise<string> => screenOf(page, DEMO, name)
/** What stands on the screen once the first step has been answered; the readable text follows state and step by some milliseconds. */
async function settledScreen(page: Page): Promise<string> {
  await expect.poll(() => screen(page), SLOW).toMatch(/Cannot allocate memory[\s\S]*demo:~#\s*$/)
  return await screen(page)
}
/** How often a text stands on a screen. */
const times = (text: string, part: string): number => text.split(part).length - 1

beforeAll(async () => {
  hall = await openHall()
  pair = await openPair(hall, DEMO)
  ;({ presenter, projector } = pair)
})
afterAll(async () => {
  await hall.close()
})

describe('the talk in two windows', () => {
  beforeEach(async () => {
    await pair.toStart()
  })

  it('types a step once when the presenter presses next, and shows it in both', async () => {
    await press(presenter, 'PageDown')
    for (const page of [presenter, projector])
      await expect.poll(() => state(page), SLOW).toBe('ready 1/9')
    const text = await settledScreen(presenter)
    expect(times(text, 'date; date')).toBe(1)
    await expect.poll(() => screen(projector), SLOW).toBe(text)
  })

  it('runs the whole demo to its proven end by the clicker alone', async () => {
    for (let step = 1; step <= 9; step++) {
      await press(presenter, 'PageDown')
      await expect.poll(() => state(presenter), SLOW).toBe(`ready ${step}/9`)
    }
    await expect.poll(() => screen(projector, 'host'), SLOW).toMatch(/NSpid:\s+\d+\s+1/)
  })

  it('shows what the speaker types, in both windows, and goes on with next', async () => {
    await pane(presenter, DEMO, 'host').locator('.xterm-screen').click()
    await presenter.keyboard.type('echo typed by hand; uname -sm')
    await press(presenter, 'Enter')
    await expect.poll(() => screen(projector, 'host'), SLOW).toMatch(/\ntyped by hand\nLinux i686\n/)
    await press(presenter, 'PageDown')
    await expect.poll(() => state(presenter), SLOW).toBe('ready 1/9')
  })

  it('never navigates on keys typed into a pane, always on the clicker\'s', async () => {
    const slide = new URL(presenter.url()).pathname
    await pane(presenter, DEMO, 'host').locator('.xterm-screen').click()
    await presenter.keyboard.type('f o d g q ')
    for (const key of [
      'ArrowRight',
      'ArrowLeft',
      'ArrowDown',
      'Space',
      'Escape',
      'Home',
      'End',
    ])
      await press(presenter, key)
    await expect.poll(() => screen(presenter, 'host'), SLOW).toContain('f o d g q')
    expect(new URL(presenter.url()).pathname).toBe(slide)
    expect(await state(presenter)).toBe('ready 0/9')
    await press(presenter, 'PageDown')
    await expect.poll(() => state(presenter), SLOW).toBe('ready 1/9')
    await press(presenter, 'Shift+Escape')
    await press(presenter, 'PageUp')
    await expect.poll(() => state(presenter), SLOW).toBe('ready 0/9')
    await press(presenter, 'PageUp')
    await expect.poll(() => new URL(presenter.url()).pathname, SLOW).not.toBe(slide)
  })

  it('shows the same after a reload and to a window that comes late', async () => {
    await press(presenter, 'PageDown')
    await expect.poll(() => state(presenter), SLOW).toBe('ready 1/9')
    const text = await settledScreen(presenter)
    await projector.reload()
    const late = await hall.open('projector', DEMO)
    for (const page of [projector, late]) {
      await expect.poll(() => state(page), SLOW).toBe('ready 1/9')
      await expect.poll(() => screen(page), SLOW).toBe(text)
    }
  })

  it('goes on in a late and in a reloaded window as in the others, margins and wide characters included', async () => {
    await pane(presenter, DEMO, 'host').locator('.xterm-screen').click()
    await presenter.keyboard.type('clear; printf \'\\e[1;8r\\e[9;1H[progress 日本🫠]\\e[1;1H\'')
    await press(presenter, 'Enter')
    await expect.poll(() => screen(presenter, 'host'), SLOW).toMatch(/^demo:~# [\s\S]*\n\[progress 日本🫠\]\n/)
    await projector.reload()
    const late = await hall.open('projector', DEMO)
    for (const page of [projector, late])
      await expect.poll(() => screen(page, 'host'), SLOW).toMatch(/\n\[progress 日本🫠\]\n/)
    await presenter.keyboard.type('seq 20')
    await press(presenter, 'Enter')
    await expect.poll(() => screen(presenter, 'host'), SLOW).toMatch(/^14\n15\n[\s\S]*\n20\ndemo:~# *\n\[progress 日本🫠\]\n/)
    const text = await screen(presenter, 'host')
    for (const page of [projector, late])
      await expect.poll(() => screen(page, 'host'), SLOW).toBe(text)
  })

  it('lets a window with the audience\'s token watch and do nothing', async () => {
    const audience = await hall.open('audience', DEMO)
    await expect.poll(() => state(audience), SLOW).toBe('ready 0/9')
    expect(await audience.getByRole('button', { name: /reset/i }).count()).toBe(0)
    await pane(audience, DEMO, 'host').locator('.xterm-screen').click()
    await audience.keyboard.type('echo intruder')
    await press(audience, 'Enter')
    await press(audience, 'PageDown')
    await press(presenter, 'PageDown')
    await expect.poll(() => state(audience), SLOW).toBe('ready 1/9')
    expect(await screen(audience, 'host')).not.toContain('intruder')
    expect(times(await settledScreen(presenter), 'date; date')).toBe(1)
  })

  it('brings a slide that is jumped to at a click to the state it needs', async () => {
    const slide = hall.talk.demoSlides.get(DEMO)!
    await presenter.goto(hall.talk.urls.presenter.replace('/1?', `/${slide}?clicks=3&`))
    await expect.poll(() => state(presenter), SLOW).toBe('ready 3/9')
    await expect.poll(() => screen(presenter), SLOW).toContain('I am PID 1')
  })

  it('shows the cue to the speaker and not to the hall', async () => {
    await press(presenter, 'PageDown')
    await expect.poll(() => state(projector), SLOW).toBe('ready 1/9')
    const cue = 'the child it forks is the shell'
    await expect.poll(() => presenter.getByText(cue).filter({ visible: true }).count()).toBeGreaterThan(0)
    expect(await projector.getByText(cue).filter({ visible: true }).count()).toBe(0)
  })

  it('tells a window without a token what to do, and shows it nothing', async () => {
    const context = await hall.newContext({})
    const stranger = await context.newPage()
    await stranger.goto(`${new URL(hall.talk.urls.projector).origin}/${hall.talk.demoSlides.get(DEMO)}`)
    await expect.poll(() => stranger.getByText(/npm start/).filter({ visible: true }).count(), SLOW).toBeGreaterThan(0)
    expect(await pane(stranger, DEMO, 'host').count()).toBe(0)
  })
})
