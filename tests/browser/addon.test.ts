import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch-browser.ts'
import { createMachineFactory } from '../../scripts/machines/machine-factory.ts'
import { openTalk } from '../../scripts/server/open-talk.ts'
import { freePort } from '../../scripts/system/free-port.ts'
import { projectRoot } from '../../scripts/system/project-paths.ts'
import { stateOf } from '../windows/open-windows.ts'
import { printDeck } from './print-deck.ts'

const DEMO = 'pid-namespace'

it.each(['slides.md', 'chapters.md'])('the deck %s in another folder has the figures and terminals of this one as its addon', async (entry) => {
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const { print: { page, pages }, close } = await printDeck(browser, join(projectRoot, 'tests/fixtures/addon-deck', entry))
  onTestFinished(close)
  expect(pages.length).toBe(2)
  expect(await page.locator('svg[role="img"]').first().textContent()).toContain('runc')
  expect(await page.locator('.cbu-demo-terminal').textContent()).toContain('lsns -t pid')
})

it('a deck in another folder takes a slide of the talk, in its layout and with its sources, before its own', async () => {
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const { print: { page, pages }, close } = await printDeck(browser, join(projectRoot, 'tests/fixtures/addon-deck/talk-chapters.md'))
  onTestFinished(close)
  expect(pages.length).toBe(3)
  const frame = page.locator('.cbu-slide').first()
  expect(await frame.locator('h1').textContent()).toBe('A container is a process with a restricted view')
  expect(await frame.textContent()).toContain('pid_namespaces(7)')
  expect(await page.locator('.cbu-cover').count()).toBe(0)
})

it('a deck in another folder runs its demos, and its windows know each other', async () => {
  const [port, machine] = await Promise.all([
    freePort(),
    createMachineFactory('embedded'),
  ])
  const talk = await openTalk({
    entry: join(projectRoot, 'tests/fixtures/addon-deck/slides.md'),
    port,
    machine,
    pace: 'fast',
  })
  onTestFinished(() => talk.close())
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const slide = talk.demoSlides.get(DEMO)!
  const [presenter, audience] = [await browser.newPage(), await browser.newPage()]
  await presenter.goto(talk.urls.presenter.replace('/1?', `/${slide}?`))
  await audience.goto(talk.urls.audience.replace('/1?', `/${slide}?`))
  for (const page of [presenter, audience])
    await expect.poll(() => stateOf(page, DEMO, 'container'), { timeout: 60_000 }).toMatch(/^ready 0/)
  // Without budgets there is the clock alone.
  await expect.poll(() => presenter.locator('.cbu-clock').textContent(), { timeout: 60_000 }).toMatch(/^\s*Talk 0:00\s*Start\s*$/)
  await expect.poll(() => presenter.locator('.cbu-next').textContent(), { timeout: 60_000 }).toContain('No more demos')
  await presenter.keyboard.press('PageDown')
  for (const page of [presenter, audience])
    await expect.poll(() => stateOf(page, DEMO, 'container'), { timeout: 60_000 }).toMatch(/^ready 1/)
})
