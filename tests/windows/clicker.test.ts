import type { Page } from 'playwright-core'
import type { Hall, Pair } from './open-windows.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clicksOf, openHall, openPair, pane, screenOf, stateOf } from './open-windows.ts'
import { press, PRESS_MS } from './press.ts'

const DEMO = 'pid-namespace'
const SLOW = { timeout: 60_000 }
let hall: Hall
let pair: Pair
let presenter: Page
let projector: Page

const isBlack = (page: Page): Promise<boolean> => page.locator('.cbu-blank').isVisible()
const notice = (page: Page): Promise<number> => page.getByText('The hall sees black.').count()

/** Both windows stand at a step, and stay there for longer than a second step would take to begin. */
async function expectStep(step: number): Promise<void> {
  for (const page of [presenter, projector])
    await expect.poll(() => stateOf(page, DEMO, 'container'), SLOW).toBe(`ready ${step}/9`)
  await presenter.waitForTimeout(300)
  for (const page of [presenter, projector]) {
    expect(await stateOf(page, DEMO, 'container')).toBe(`ready ${step}/9`)
    expect(clicksOf(page)).toBe(String(step))
  }
}

/** The projector is black, or shows its slide, and the presenter's view says which. */
async function expectBlack(black: boolean, windows: readonly Page[] = [projector]): Promise<void> {
  for (const page of windows)
    await expect.poll(() => isBlack(page), SLOW).toBe(black)
  await expect.poll(() => notice(presenter), SLOW).toBe(black
    ? 1
    : 0)
  expect(await isBlack(presenter)).toBe(false)
}

/** A press that a clicker sends twice, the second one at once. */
async function pressTwice(page: Page, key: string): Promise<void> {
  await page.waitForTimeout(PRESS_MS)
  await page.evaluate((key) => {
    for (const type of ['keydown', 'keyup', 'keydown', 'keyup']) {
      document.activeElement!.dispatchEvent(new KeyboardEvent(type, {
        key,
        code: key === '.'
          ? 'Period'
          : key,
        bubbles: true,
        cancelable: true,
        composed: true,
      }))
    }
  }, key)
}

/** What stands in the middle of an element belongs to it. */
function isOnTop(element: Element): boolean {
  const { x, y, width, height } = element.getBoundingClientRect()
  return element.contains(document.elementFromPoint(x + width / 2, y + height / 2))
}

async function focusPane(page: Page): Promise<void> {
  await pane(page, DEMO, 'host').locator('.xterm-screen').click()
}

beforeAll(async () => {
  hall = await openHall()
  pair = await openPair(hall, DEMO)
  ;({ presenter, projector } = pair)
})
beforeEach(() => pair.toStart())
afterAll(async () => {
  await hall?.close()
})

describe('the keys of a clicker', () => {
  it('step a demo forth and back from both windows: page keys and all arrows', async () => {
    let step = 0
    for (const page of [presenter, projector]) {
      for (const [next, previous] of [
        ['PageDown', 'PageUp'],
        ['ArrowRight', 'ArrowLeft'],
        ['ArrowDown', 'ArrowUp'],
      ] as const) {
        await press(page, next)
        await expectStep(++step)
        await press(page, previous)
        await expectStep(--step)
      }
    }
  })

  it('step a demo while a pane has the focus by the page keys, and leave the others to the shell', async () => {
    for (const page of [presenter, projector]) {
      await focusPane(page)
      await page.keyboard.type('echo a.b')
      for (const key of [
        'ArrowUp',
        'ArrowDown',
        'F5',
        'Escape',
        'Control+c',
      ])
        await press(page, key)
      // Bash takes what comes before its new prompt for the rest of what Escape has begun.
      await expect.poll(() => screenOf(page, DEMO, 'host'), SLOW).toMatch(/\^C\s+demo:~# \n*$/)
      await page.keyboard.type('echo b..B\n')
      await expect.poll(() => screenOf(projector, DEMO, 'host'), SLOW).toMatch(/\nb\.\.B\n/)
      expect(await isBlack(projector)).toBe(false)
      await press(page, 'PageDown')
      await expectStep(1)
      await press(page, 'PageUp')
      await expectStep(0)
      await press(page, 'Shift+Escape')
    }
  })

  it('are one step where the clicker sends a press twice, on the slide and in a pane', async () => {
    await pressTwice(presenter, 'PageDown')
    await expectStep(1)
    await focusPane(presenter)
    await pressTwice(presenter, 'PageDown')
    await expectStep(2)
    await press(presenter, 'Shift+Escape')
    await pressTwice(presenter, '.')
    await expectBlack(true)
    await press(presenter, '.')
    await expectBlack(false)
  })

  it('work where a button has the focus by the keyboard', async () => {
    await projector.getByTitle('Enter fullscreen').first().focus()
    await press(projector, 'PageDown')
    await expectStep(1)
  })

  it('start and end the show without harm', async () => {
    const slides = await Promise.all([presenter, projector].map(page => page.evaluateHandle(() => document.querySelector('#app')!.firstElementChild)))
    await presenter.evaluate(() => {
      addEventListener('keydown', (event: KeyboardEvent) => document.body.dataset.lastKey = `${event.key} ${event.defaultPrevented}`)
    })
    for (const key of ['F5', 'Shift+F5']) {
      await press(presenter, key)
      expect(await presenter.evaluate(() => document.body.dataset.lastKey)).toBe('F5 true')
      await press(projector, key)
    }
    for (const page of [presenter, projector])
      await press(page, 'Escape')
    for (const slide of slides)
      expect(await slide.evaluate(element => element?.isConnected)).toBe(true)
    // Nothing has opened over the slide.
    for (const page of [presenter, projector])
      expect(await page.locator('#slide-content').first().evaluate(isOnTop)).toBe(true)
    await press(presenter, 'PageDown')
    await expectStep(1)
  })
})

describe('the blank key', () => {
  const makesBlack = '%s makes the projector black and not the presenter\'s view, from both windows, and back'
  async function blankAndBack(key: string): Promise<void> {
    for (const page of [presenter, projector]) {
      await press(page, key)
      await expectBlack(true)
      await press(page, key)
      await expectBlack(false)
    }
  }
  it.each(['.'])(makesBlack, blankAndBack)
  it.each(['b', 'B'])(makesBlack, { tags: 'variant' }, blankAndBack)

  const isUndone = 'is undone by %s, which does nothing else, however long it is held'
  async function undoBy(key: string): Promise<void> {
    await press(presenter, 'PageDown')
    await expectStep(1)
    await press(presenter, '.')
    await expectBlack(true)
    for (let times = 0; times < 5; times++)
      await presenter.keyboard.down(key)
    await presenter.keyboard.up(key)
    await expectBlack(false)
    await expectStep(1)
    await press(presenter, 'Escape')
    await press(presenter, 'PageDown')
    await expectStep(2)
  }
  it.each(['PageDown', 'Escape'])(isUndone, undoBy)
  it.each([
    'PageUp',
    'ArrowDown',
    'F5',
    'o',
  ])(isUndone, { tags: 'variant' }, undoBy)

  it('has a button that works while a pane has the focus, and the shell keeps its keys', async () => {
    await focusPane(presenter)
    await presenter.getByRole('button', { name: 'Black screen' }).click()
    await expectBlack(true)
    await presenter.keyboard.type('echo typed in the dark.\n')
    await expect.poll(() => screenOf(presenter, DEMO, 'host'), SLOW).toContain('\ntyped in the dark.')
    await expectBlack(true)
    await press(presenter, 'PageDown')
    await expectBlack(false)
    await expectStep(0)
    await presenter.getByRole('button', { name: 'Black screen' }).click()
    await expectBlack(true)
    await presenter.getByRole('button', { name: 'Show the slides' }).click()
    await expectBlack(false)
  })

  it('holds for windows that come late, are reloaded or only watch, and those cannot change it', async () => {
    const watching = await hall.open('audience', DEMO)
    await expect.poll(() => stateOf(watching, DEMO, 'container'), SLOW).toBe('ready 0/9')
    await press(watching, '.')
    await watching.waitForTimeout(500)
    await expectBlack(false, [projector, watching])

    await press(projector, '.')
    await expectBlack(true, [projector, watching])
    const late = await hall.open('projector', DEMO)
    await projector.reload()
    await presenter.reload()
    await watching.reload()
    await expectBlack(true, [projector, watching, late])
    for (const key of ['.', 'PageDown', 'Escape'])
      await press(watching, key)
    await watching.locator('.cbu-blank').click()
    const refused = await watching.evaluate(async () => (await fetch('/@server-ref/blank', {
      method: 'POST',
      body: '{"data":false}',
    })).status)
    expect(refused).toBe(403)
    await watching.waitForTimeout(500)
    await expectBlack(true, [projector, watching, late])

    await late.locator('.cbu-blank').click()
    await expectBlack(false, [projector, watching, late])
  })
})

describe('what is typed into a pane', () => {
  it('is not the deck\'s when another window turns the page meanwhile', async () => {
    await focusPane(presenter)
    await presenter.keyboard.type('a')
    await press(projector, 'Shift+ArrowRight')
    await expect.poll(async () => {
      await presenter.keyboard.press('a')
      return presenter.evaluate(() => document.activeElement === document.body)
    }, { ...SLOW, interval: 50 }).toBe(true)
    await presenter.keyboard.press('b')
    await presenter.waitForTimeout(300)
    await expectBlack(false)
  })
})

describe('a key that closes, reloads or leaves the window', () => {
  it('is asked first, and a window that is closed by the mouse closes', async () => {
    const page = await hall.open('projector', DEMO)
    await expect.poll(() => stateOf(page, DEMO, 'container'), SLOW).toBe('ready 0/9')
    const asked: string[] = []
    page.on('dialog', (dialog) => {
      asked.push(dialog.type())
      void dialog.dismiss()
    })
    await press(page, '.')
    await press(page, '.')
    await page.keyboard.press('Control')
    await page.close({ runBeforeUnload: true })
    await expect.poll(() => asked, SLOW).toEqual(['beforeunload'])
    expect(page.isClosed()).toBe(false)
    await page.waitForTimeout(2_100)
    await page.close({ runBeforeUnload: true })
    await expect.poll(() => page.isClosed(), SLOW).toBe(true)
  })

  it('is the page\'s in full screen, Escape too, but for F11', async () => {
    const context = await hall.newContext({})
    await context.addInitScript(() => {
      const { keyboard } = navigator as unknown as { keyboard: { lock: (codes: string[]) => Promise<void> } }
      const lock = keyboard.lock.bind(keyboard)
      keyboard.lock = async (codes) => {
        await lock(codes)
        document.body.dataset.held = codes.join(' ')
      }
      const request = Element.prototype.requestFullscreen
      Element.prototype.requestFullscreen = async function (options?: FullscreenOptions & { keyboardLock?: string }) {
        await request.call(this, options)
        document.body.dataset.locked = options?.keyboardLock
      }
    })
    const page = await hall.open('projector', DEMO, { context })
    await expect.poll(() => stateOf(page, DEMO, 'container'), SLOW).toBe('ready 0/9')
    await press(page, 'f')
    await expect.poll(() => page.evaluate(() => document.body.dataset.held), SLOW).toBe('Escape F5 KeyN KeyR KeyT KeyW')
    expect(await page.evaluate(() => document.body.dataset.locked)).toBe('browser')
    await focusPane(page)
    await expect.poll(() => page.evaluate(() => document.body.dataset.held), SLOW).toContain('F11')
    await press(page, 'Shift+Escape')
    await expect.poll(() => page.evaluate(() => document.body.dataset.held), SLOW).not.toContain('F11')
  })
})
