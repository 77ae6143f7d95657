import type { Page } from 'playwright-core'
import type { Hall, Pair } from './open-windows.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clicksOf, openHall, openPair, pane, screenOf, sourceOf, stateOf } from './open-windows.ts'
import { press } from './press.ts'

const DEMO = 'pid-namespace'
/** The demo's second step, which makes a PID namespace that stays. */
const LINE = 'unshare --pid --fork bash'
const TYPED = new RegExp(`# ${LINE}\\s*$`)
const RUN = new RegExp(`# ${LINE}\\n\\S+#\\s*$`)
const SLOW = { timeout: 60_000 }
let hall: Hall
let pair: Pair
let presenter: Page
let projector: Page
let asked = 0

beforeAll(async () => {
  hall = await openHall({ presses: 2 })
  pair = await openPair(hall, DEMO)
  ;({ presenter, projector } = pair)
})
beforeEach(() => pair.toStart())
afterAll(async () => {
  await hall?.close()
})

const note = async (): Promise<string> => (await presenter.getByLabel('Speaker\'s next step').filter({ visible: true }).allTextContents()).join()

/** These windows have done so many presses, their slides too, and show this. */
async function expectPress(count: number, shown: RegExp, pages: readonly Page[] = [presenter, projector]): Promise<void> {
  for (const page of pages) {
    await expect.poll(() => stateOf(page, DEMO, 'container'), SLOW).toBe(`ready ${count}/18`)
    await expect.poll(() => clicksOf(page), SLOW).toBe(String(count))
    await expect.poll(() => screenOf(page, DEMO, 'container'), SLOW).toMatch(shown)
  }
}

async function forth(count: number, shown: RegExp): Promise<void> {
  await press(presenter, 'PageDown')
  await expectPress(count, shown)
}

/** The PID namespaces that the machine has, as its other shell tells. */
async function namespaces(): Promise<string> {
  await pane(presenter, DEMO, 'host').locator('.xterm').click()
  const answer = new RegExp(`^${++asked}: (\\d+)$`, 'm')
  await presenter.keyboard.type(`echo ${asked}: $(lsns -n -t pid | wc -l)\n`)
  await expect.poll(() => screenOf(presenter, DEMO, 'host'), SLOW).toMatch(answer)
  await press(presenter, 'Shift+Escape')
  return answer.exec(await screenOf(presenter, DEMO, 'host'))![1]!
}

/** To where the second step is typed, and waits. */
async function typeSecondStep(): Promise<void> {
  await forth(1, /date; date; date'\s*$/)
  await forth(2, /Cannot allocate memory/)
  await forth(3, TYPED)
}

describe('a run at two presses', () => {
  it('types with the first, while nothing is run, and enters with the second, in all windows', async () => {
    await typeSecondStep()
    expect(await note()).toContain(`Next 2/9 · container gets Enter: ${LINE}`)
    expect(await note()).toContain('So unshare has to fork first')
    expect(await namespaces()).toBe('1')
    await forth(4, RUN)
    expect(await namespaces()).toBe('2')
    expect(await note()).toContain('Next 3/9 · container types, without Enter: echo "I am PID $$"')
  })

  it('shows a line that waits in a window that is reloaded, or comes late', async () => {
    await typeSecondStep()
    await projector.reload()
    const late = await hall.open('presenter')
    const watching = await hall.open('audience', DEMO)
    await expectPress(3, TYPED, [presenter, projector, late, watching])
    await press(late, 'PageDown')
    await expectPress(4, RUN, [presenter, projector, late, watching])
    expect(await namespaces()).toBe('2')
  })

  it('goes back press by press: to the line that waits, and to where it was not typed', async () => {
    await typeSecondStep()
    await forth(4, RUN)
    await press(presenter, 'PageUp')
    await expectPress(3, TYPED)
    expect(await namespaces()).toBe('1')
    await press(presenter, 'PageUp')
    await expectPress(2, /Cannot allocate memory\n\S+#\s*$/)
    await forth(3, TYPED)
    await forth(4, RUN)
    expect(await namespaces()).toBe('2')
  })

  it('leaves Enter to the speaker, who has pressed it in the terminal', async () => {
    await typeSecondStep()
    await pane(presenter, DEMO, 'container').locator('.xterm').click()
    await presenter.keyboard.press('Enter')
    for (const page of [presenter, projector])
      await expect.poll(() => screenOf(page, DEMO, 'container'), SLOW).toMatch(RUN)
    await press(presenter, 'Shift+Escape')
    await forth(4, RUN)
    expect(await namespaces()).toBe('2')
    await forth(5, /echo "I am PID \$\$"\s*$/)
  })

  it('lists each command once, and says which is typed', async () => {
    await typeSecondStep()
    await presenter.getByRole('button', { name: 'Steps' }).filter({ visible: true }).click()
    const steps = presenter.locator('.cbu-step-menu-step:visible')
    await expect.poll(() => steps.count()).toBe(10)
    expect(await steps.locator('span:last-child').allTextContents()).toEqual([
      'done',
      'typed',
      ...Array.from({ length: 7 }).fill(''),
      'all steps are done',
    ])
    await steps.nth(4).click()
    await expectPress(8, /1 init\n\S+#\s*$/)
  })

  it('goes on from the recording with the line that waits', async () => {
    await typeSecondStep()
    await press(presenter, 'r')
    await expect.poll(() => sourceOf(projector, DEMO, 'container'), SLOW).toBe('recording')
    await expectPress(3, TYPED)
    await forth(4, RUN)
    await forth(5, /echo "I am PID \$\$"\s*$/)
    await forth(6, /I am PID 1/)
    await press(projector, 'PageUp')
    await expectPress(5, /echo "I am PID \$\$"\s*$/)
  })
})
