import type { Browser, Locator, Page } from 'playwright-core'
import type { ServedSite } from '../fixtures/test-site.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch-browser.ts'
import { serveTestSite } from '../fixtures/test-site.ts'
import { editedText, editorPane, writeBefore } from '../windows/editor-pane.ts'
import { pane, screenOf, stateOf } from '../windows/open-windows.ts'
import { press } from '../windows/press.ts'

const DEMO = 'container-script'
const SLOW = { timeout: 60_000 }
let site: ServedSite
let browser: Browser
let page: Page

const editor = (): Locator => editorPane(page, DEMO, 'script')
const state = (): Promise<string> => stateOf(page, DEMO, 'host')

beforeAll(async () => {
  site = await serveTestSite('/talks/', {
    change: deck => deck.replace('pid-namespace', DEMO),
  })
  browser = await launchBrowser()
  page = await browser.newPage({
    viewport: { width: 1280, height: 720 },
  })
  await page.goto(`${site.server.url}small/#/2`)
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

it('a file on a published slide is read in its recording, and edited and run in the reader\'s own machine', async () => {
  await expect.poll(state, SLOW).toBe('ready 0/4')
  await expect.poll(() => editedText(editor()), SLOW).toMatch(/^#!\/bin\/bash\n/)
  expect(await editor().locator('.cm-content').getAttribute('contenteditable')).toBe('false')
  for (const step of [1, 2, 3]) {
    await press(page, 'PageDown')
    await expect.poll(state, SLOW).toBe(`ready ${step}/4`)
  }
  await expect.poll(() => editor().locator('.cbu-code-changed').allTextContents()).toEqual(['echo 5 > $g/pids.max'])
  for (const step of [2, 1, 0]) {
    await press(page, 'PageUp')
    await expect.poll(state, SLOW).toBe(`ready ${step}/4`)
  }

  await page.getByRole('button', { name: 'Run it yourself' }).filter({ visible: true }).click()
  await expect.poll(() => editor().locator('.cm-content').getAttribute('contenteditable'), SLOW).toBe('true')
  await writeBefore(editor(), 'echo $((40 + 2)) > edited; ', 'set -eu')
  await press(page, 'PageDown')
  await expect.poll(state, SLOW).toBe('ready 1/4')
  await pane(page, DEMO, 'host').locator('.xterm-screen').click()
  await page.keyboard.type('cat edited\n')
  await expect.poll(() => screenOf(page, DEMO, 'host'), SLOW).toMatch(/cat edited\n42\n/)
})
