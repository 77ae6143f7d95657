import type { Locator, Page } from 'playwright-core'
import type { Hall, Pair } from './open-windows.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { editedText, editorPane, writeBefore } from './editor-pane.ts'
import { openHall, openPair, pane, screenOf, sourceOf, stateOf } from './open-windows.ts'
import { press } from './press.ts'

const DEMO = 'container-script'
const SLOW = { timeout: 60_000 }
let hall: Hall
let pair: Pair
let presenter: Page
let projector: Page

beforeAll(async () => {
  hall = await openHall({ deck: 'lecture' })
  pair = await openPair(hall, DEMO)
  ;({ presenter, projector } = pair)
})
beforeEach(() => pair.toStart())
afterAll(async () => {
  await hall?.close()
})

const editor = (page: Page): Locator => editorPane(page, DEMO, 'script')
const content = (page: Page): Locator => editor(page).locator('.cm-content')
const textOf = (page: Page): Promise<string> => editedText(editor(page))
const headOf = async (page: Page): Promise<string> => await editor(page).locator('header').textContent() ?? ''
/** Lines of a file that has room in its pane. */
const lineCount = (page: Page): Promise<number> => editor(page).locator('.cm-line').count()
const stateAt = (page: Page): Promise<string> => stateOf(page, DEMO, 'host')

/** Types a command of the speaker's own, and answers with what it printed. */
async function ask(command: string): Promise<string> {
  await pane(presenter, DEMO, 'host').locator('.xterm').click()
  await presenter.keyboard.type(`${command}; echo so-$((40 + 2))\n`)
  await expect.poll(() => screenOf(presenter, DEMO, 'host'), SLOW).toMatch(/so-42\n\S+# *\n*$/)
  await press(presenter, 'Shift+Escape')
  return (await screenOf(presenter, DEMO, 'host')).split('2))').at(-1)!.split('so-42')[0]!.trim()
}

async function stepThere(step: number): Promise<void> {
  await press(presenter, 'PageDown')
  await expect.poll(() => stateAt(projector), SLOW).toBe(`ready ${step}/4`)
}

describe('a file on a slide', () => {
  it('is edited in the presenter\'s window, shown in the projector\'s, and run by the next step as it was edited', async () => {
    for (const page of [presenter, projector])
      await expect.poll(() => textOf(page), SLOW).toMatch(/^#!\/bin\/bash\n/)
    await writeBefore(editor(presenter), 'echo $((40 + 2)) > edited; ', 'set -eu')
    await expect.poll(() => textOf(projector)).toContain('echo $((40 + 2)) > edited; set -eu')
    await expect.poll(() => editor(projector).locator('.cbu-code-changed').allTextContents()).toEqual(['echo $((40 + 2)) > edited; set -eu'])
    await expect.poll(() => headOf(presenter)).toContain('unsaved')
    expect(await headOf(projector)).not.toContain('unsaved')

    await press(presenter, 'PageDown')
    for (const page of [presenter, projector])
      await expect.poll(() => stateAt(page), SLOW).toBe('ready 1/4')
    await expect.poll(() => headOf(presenter)).not.toContain('unsaved')
    await pane(presenter, DEMO, 'host').locator('.xterm').click()
    await presenter.keyboard.type('cat edited\n')
    await expect.poll(() => screenOf(projector, DEMO, 'host'), SLOW).toMatch(/cat edited\n42\n/)

    await press(presenter, 'PageUp')
    await expect.poll(() => stateAt(projector), SLOW).toBe('ready 0/4')
    for (const page of [presenter, projector])
      await expect.poll(() => textOf(page), SLOW).not.toContain('edited')
  })

  it('is saved by a key, which the browser does not get, and by nobody who only watches', async () => {
    const watching = await hall.open('audience', DEMO)
    await expect.poll(() => textOf(watching), SLOW).toMatch(/^#!\/bin\/bash\n/)
    expect(await content(watching).getAttribute('contenteditable')).toBe('false')
    await content(watching).locator('.cm-line').first().click()
    await watching.keyboard.type('intruder')

    await writeBefore(editor(presenter), 'echo saved; ', 'set -eu')
    await expect.poll(() => headOf(presenter)).toContain('unsaved')
    await presenter.evaluate(() => document.addEventListener('keydown', event => event.key === 's' && Object.assign(window, { wasPrevented: event.defaultPrevented })))
    await presenter.keyboard.press('Control+s')
    await expect.poll(() => headOf(presenter)).not.toContain('unsaved')
    expect(await presenter.evaluate(() => (window as { wasPrevented?: boolean }).wasPrevented)).toBe(true)
    await expect.poll(() => textOf(watching)).toContain('echo saved; set -eu')
    expect(await textOf(watching)).not.toContain('intruder')

    // A late window has what the others have.
    const late = await hall.open('projector', DEMO)
    await expect.poll(() => textOf(late), SLOW).toContain('echo saved; set -eu')
  })

  it('follows a command that changes it, and shows and marks the line', async () => {
    for (const step of [1, 2, 3])
      await stepThere(step)
    for (const page of [presenter, projector])
      await expect.poll(() => editor(page).locator('.cbu-code-changed').allTextContents()).toEqual(['echo 5 > $g/pids.max'])
  })

  it('takes Tab for itself, and is left by Escape and Tab', async () => {
    await content(presenter).click()
    await expect.poll(() => headOf(presenter)).toContain('editing here')
    await presenter.keyboard.press('Tab')
    await expect.poll(() => headOf(presenter)).toContain('unsaved')
    await presenter.keyboard.press('Control+z')
    await expect.poll(() => headOf(presenter)).not.toContain('unsaved')
    await presenter.keyboard.press('Escape')
    await presenter.keyboard.press('Tab')
    await expect.poll(() => headOf(presenter)).not.toContain('editing here')
  })

  it('keeps the keys of who was typing in it when it cannot be edited any more', async () => {
    await content(presenter).click()
    await presenter.keyboard.type('a')
    await press(projector, 'r')
    await expect.poll(() => headOf(presenter)).toContain('reading here')
    await press(presenter, 'r')
    await expect.poll(() => sourceOf(projector, DEMO, 'host')).toBe('recording')
    expect(await content(presenter).evaluate(each => each === document.activeElement)).toBe(true)
  })

  it('keeps the line ends of another system, and goes on following the machine', async () => {
    await stepThere(1)
    await ask(String.raw`printf '#\r\n:\r\necho 20 > $g/pids.max\nlast\r\n' > box.sh`)
    await stepThere(2)
    for (const page of [presenter, projector])
      await expect.poll(() => lineCount(page)).toBe(5)
    await stepThere(3)
    for (const page of [presenter, projector])
      await expect.poll(() => editor(page).locator('.cbu-code-changed').allTextContents()).toEqual(['echo 5 > $g/pids.max'])
    await writeBefore(editor(presenter), 'mine ', 'last')
    await expect.poll(() => headOf(presenter)).toContain('unsaved')
    await presenter.keyboard.press('Control+s')
    await expect.poll(() => headOf(presenter)).not.toContain('unsaved')
    expect((await ask('cat -A box.sh')).split('\n')).toEqual([
      '#^M$',
      ':^M$',
      'echo 5 > $g/pids.max$',
      'mine last^M$',
    ])
  })

  it('has nothing to undo once it is another text', async () => {
    const before = await textOf(presenter)
    await content(presenter).locator('.cm-line').first().click()
    await presenter.keyboard.press('Home')
    await presenter.keyboard.press('Shift+ArrowDown')
    await presenter.keyboard.press('Shift+ArrowDown')
    await presenter.keyboard.press('Delete')
    await expect.poll(() => textOf(projector)).not.toContain('#!/bin/bash')
    await pair.toStart()
    await expect.poll(() => textOf(presenter)).toBe(before)
    await content(presenter).locator('.cm-line').nth(4).click()
    await presenter.keyboard.press('Control+z')
    // What an undo brings back is selected.
    await presenter.keyboard.press('ArrowRight')
    await presenter.keyboard.type('new')
    await expect.poll(() => textOf(projector)).toContain('new')
    expect((await textOf(projector)).replace('new', '')).toBe(before)
  })

  it('takes a paste that is too long not at all, and says so', async () => {
    const before = await textOf(presenter)
    await content(presenter).locator('.cm-line').first().click()
    await content(presenter).evaluate((element) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', '0123456789\n'.repeat(7_000))
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    await expect.poll(() => presenter.locator('.cbu-note:visible').textContent()).toContain('larger than 64 KiB')
    await presenter.keyboard.type('short')
    await expect.poll(() => textOf(projector)).toContain('short')
    expect((await textOf(projector)).replace('short', '')).toBe(before)
    expect(await textOf(presenter)).toBe(await textOf(projector))
  })

  it('is scrolled by keys where nobody may edit', async () => {
    const watching = await hall.open('audience', DEMO)
    await expect.poll(() => textOf(watching), SLOW).toMatch(/^#!\/bin\/bash\n/)
    const top = (): Promise<number> => editor(watching).locator('.cm-scroller').evaluate(scroller => scroller.scrollTop)
    for (let tabs = 0; tabs < 30 && !await content(watching).evaluate(each => each === document.activeElement); tabs++)
      await watching.keyboard.press('Tab')
    await watching.keyboard.press('ArrowDown')
    await watching.keyboard.press('ArrowDown')
    await expect.poll(top).toBeGreaterThan(0)
    expect(await headOf(watching)).toContain('arrow keys scroll')
    expect(await stateAt(watching)).toBe('ready 0/4')
    await watching.keyboard.press('Tab')
    await expect.poll(() => headOf(watching)).not.toContain('arrow keys scroll')
  })
})
