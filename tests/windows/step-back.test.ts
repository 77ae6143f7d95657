import type { Page } from 'playwright-core'
import type { Hall, Pair } from './open-windows.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clicksOf, openHall, openPair, pane, screenOf, stateOf } from './open-windows.ts'
import { press } from './press.ts'

const DEMO = 'pid-namespace'
const SLOW = { timeout: 60_000 }
let hall: Hall
let pair: Pair
let presenter: Page
let projector: Page

beforeAll(async () => {
  hall = await openHall()
  pair = await openPair(hall, DEMO)
  ;({ presenter, projector } = pair)
})
beforeEach(() => pair.toStart())
afterAll(async () => {
  await hall?.close()
})

/** The words of the demo's status; none in the hall while all is well. */
const chips = async (page: Page): Promise<string> => (await page.locator('.cbu-status:visible').allTextContents()).join()

/** Both windows, or those named, stand at a step, and their slides too. */
async function expectStep(step: number, pages: readonly Page[] = [presenter, projector]): Promise<void> {
  for (const page of pages) {
    await expect.poll(() => stateOf(page, DEMO, 'container'), SLOW).toBe(`ready ${step}/9`)
    await expect.poll(() => clicksOf(page), SLOW).toBe(String(step))
  }
}

async function forth(step: number): Promise<void> {
  await press(presenter, 'PageDown')
  await expectStep(step)
}

/** Types a command of the speaker's own, and answers with what it printed. */
async function ask(command: string): Promise<string> {
  await pane(presenter, DEMO, 'host').locator('.xterm').click()
  await presenter.keyboard.type(`${command}; echo so-$((40 + 2))\n`)
  await expect.poll(() => screenOf(presenter, DEMO, 'host'), SLOW).toContain('\nso-42')
  await press(presenter, 'Shift+Escape')
  return (await screenOf(presenter, DEMO, 'host')).split('2))').at(-1)!.split('so-42')[0]!.trim()
}

async function jump(label: string): Promise<void> {
  await presenter.getByRole('button', { name: 'Steps' }).filter({ visible: true }).click()
  await presenter.locator('.cbu-step-menu-step:visible').filter({ hasText: label }).first().click()
}

describe('back, on a live demo', () => {
  it('takes the machine back in all windows, with what was typed in between, and goes on from there', async () => {
    await forth(1)
    await forth(2)
    // The readable text follows what is painted by some milliseconds.
    for (const page of [presenter, projector])
      await expect.poll(() => screenOf(page, DEMO, 'container'), SLOW).toMatch(/fork bash\ndemo:~#\s*$/)
    const screens = await Promise.all([presenter, projector].map(page => screenOf(page, DEMO, 'container')))
    expect(await ask('hostname mine; echo mine > /root/file; sleep 2468 & hostname')).toMatch(/mine$/)
    await forth(3)
    await expect.poll(() => screenOf(projector, DEMO, 'container'), SLOW).toContain('I am PID 1')

    await press(presenter, 'PageUp')
    await expectStep(2)
    await expect.poll(() => Promise.all([presenter, projector].map(page => screenOf(page, DEMO, 'container'))), SLOW).toEqual(screens)
    for (const page of [presenter, projector]) {
      await expect.poll(() => screenOf(page, DEMO, 'host'), SLOW).not.toContain('mine')
      expect(await chips(page)).toContain('typing undone, too')
    }
    expect(await ask('hostname; ls /root; pgrep -cx sleep')).toBe('demo\n0')

    await forth(3)
    await expect.poll(() => screenOf(projector, DEMO, 'container'), SLOW).toContain('I am PID 1')
    expect(await chips(projector)).not.toContain('undone')
  })

  it('goes further with each press, from either window and out of a pane, to the start; then the page is turned', async () => {
    for (const step of [1, 2, 3])
      await forth(step)
    await press(projector, 'PageUp')
    await expectStep(2)
    await pane(presenter, DEMO, 'container').locator('.xterm').click()
    await press(presenter, 'PageUp')
    await expectStep(1)
    await press(presenter, 'Shift+Escape')
    await press(presenter, 'ArrowLeft')
    await expectStep(0)
    await expect.poll(() => screenOf(projector, DEMO, 'container'), SLOW).toMatch(/^demo:~#\s*$/)
    await press(presenter, 'PageUp')
    const slide = hall.talk.demoSlides.get(DEMO)!
    for (const page of [presenter, projector])
      await expect.poll(() => new URL(page.url()).pathname, SLOW).toMatch(new RegExp(`/${slide - 1}$`))
  })

  it('is not meant by a reload, a window that comes late, or one that only watches', async () => {
    for (const step of [1, 2, 3])
      await forth(step)
    const watching = await hall.open('audience', DEMO)
    const second = await hall.open('presenter')
    const address = new URL(presenter.url())
    await expectStep(3, [watching, second])
    await press(watching, 'PageUp')
    await projector.reload()
    await expectStep(3, [projector])
    // A window that was left at an earlier step, and is opened again there.
    address.searchParams.set('clicks', '1')
    await second.goto(address.href)
    for (const page of [second, presenter, projector])
      await expect.poll(() => stateOf(page, DEMO, 'container'), SLOW).toBe('ready 3/9')
    await expect.poll(() => screenOf(second, DEMO, 'container'), SLOW).toContain('I am PID 1')
  })

  it('does a step again that failed', async () => {
    await forth(1)
    await forth(2)
    expect(await ask('kill -9 $(pgrep -n bash); sleep 1; echo killed')).toContain('killed')
    await press(presenter, 'PageDown')
    await expect.poll(() => stateOf(presenter, DEMO, 'container'), SLOW).toBe('failed 3/9')
    await press(presenter, 'PageUp')
    await expectStep(2)
    await forth(3)
    await expect.poll(() => screenOf(projector, DEMO, 'container'), SLOW).toContain('I am PID 1')
  })

  it('leads to any step that the presenter chooses from the list', async () => {
    await jump('ps -e')
    await expectStep(6)
    await jump('echo "I am PID $$"')
    await expectStep(2)
    await expect.poll(() => screenOf(projector, DEMO, 'container'), SLOW).not.toContain('I am PID 1')
    await forth(3)
    await jump('unshare --pid bash')
    await expectStep(0)
    await jump('all steps are done')
    await expectStep(9)
  })

  it('stops at the step that is chosen last, while those of the choice before are still to be typed', async () => {
    await jump('all steps are done')
    await jump('ps -e')
    await expectStep(6)
    await forth(7)
  })
})
