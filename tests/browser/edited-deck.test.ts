import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch-browser.ts'
import { serveDeck } from '../../scripts/server/serve-deck.ts'
import { createTokens } from '../../scripts/server/tokens.ts'
import { freePort } from '../../scripts/system/free-port.ts'
import { projectRoot } from '../../scripts/system/project-paths.ts'
import { chapterOf } from '../fixtures/slides-folder.ts'

const SLOW = { timeout: 60_000 }

it('a window follows what changes in a chapter, and stays as it is where the change is wrong', async () => {
  // Below the project, so that Slidev finds itself in node_modules.
  await mkdir(join(projectRoot, '.cache'), { recursive: true })
  const folder = await mkdtemp(join(projectRoot, '.cache', 'edited-deck-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const chapter = join(folder, 'chapters/10-one.md')
  await mkdir(join(folder, 'chapters'))
  await writeFile(chapter, chapterOf('talk First', 'course Second', 'talk Third'))
  const entry = join(folder, 'deck.md')
  await writeFile(entry, `---
theme: none
favicon: data:,
addons: ['@/${relative(folder, projectRoot)}']
fonts: { provider: none }
mcp: false
depths: [talk]
chapters: [one]
---
`)
  const complaints = vi.spyOn(console, 'error').mockReturnValue()
  onTestFinished(() => complaints.mockRestore())
  const port = await freePort()
  const tokens = createTokens()
  const deck = await serveDeck(entry, port, tokens)
  onTestFinished(() => deck.close())
  const browser = await launchBrowser()
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  await page.goto(`http://127.0.0.1:${port}/2?token=${deck.token}`)
  const title = (): Promise<string | null> => page.locator('.slidev-page-2 h1').textContent()
  await expect.poll(title, SLOW).toBe('Third')
  const presenter = await browser.newPage()
  let changeStyles = (): void => {}
  await presenter.routeWebSocket(({ pathname }) => pathname === '/', (socket) => {
    socket.connectToServer()
    changeStyles = () => socket.send(JSON.stringify({
      type: 'update',
      updates: [
        {
          type: 'js-update',
          path: '/__uno.css',
          acceptedPath: '/__uno.css',
          timestamp: Date.now(),
        },
      ],
    }))
  })
  await presenter.goto(`http://127.0.0.1:${port}/presenter/2?token=${tokens.presenter}`)
  await expect.poll(() => presenter.locator('.slidev-page-2 h1').first().textContent(), SLOW).toBe('Third')
  const told = (): Promise<string[]> => presenter.getByRole('alert').filter({ hasText: 'cannot be shown' }).allTextContents()
  let navigations = 0
  page.on('framenavigated', () => navigations++)

  await writeFile(chapter, chapterOf('talk First', 'talk Second', 'talk Third'))
  await expect.poll(title, SLOW).toBe('Second')

  await writeFile(chapter, chapterOf('talk First', 'deep Wrong', 'talk Third'))
  await expect.poll(() => complaints.mock.calls.flat().join('\n'), SLOW).toMatch(/10-one\.md, slide 2 \("Wrong"\) has the depth "deep", which no deck can take.* as it was before/)
  expect(await title()).toBe('Second')
  await expect.poll(async () => (await told()).join(), SLOW).toContain('has the depth "deep"')
  // What was in between has changed the style sheet, of which windows hear later.
  await presenter.evaluate(`import('/@vite/client').then(({ createHotContext }) => {
    createHotContext('/').on('vite:afterUpdate', () => document.body.dataset.updated = 'yes')
  })`)
  changeStyles()
  await expect.poll(() => presenter.evaluate(() => document.body.dataset.updated), SLOW).toBe('yes')
  expect((await told()).join()).toContain('has the depth "deep"')

  await presenter.reload()
  await expect.poll(async () => (await told()).join(), SLOW).toContain('has the depth "deep"')

  await writeFile(chapter, chapterOf('talk First', 'talk Second', 'talk Third'))
  await expect.poll(told, SLOW).toEqual([])
  await writeFile(chapter, chapterOf('talk First', 'talk Second', 'talk Third').replace('# Second', '# Second\n\n<p :title="(">A tag that is wrong.</p>'))
  await expect.poll(async () => (await told()).join(), SLOW).toContain('as it was before')
  expect(await title()).toBe('Second')
  for (const window of [page, presenter])
    expect(await window.locator('vite-error-overlay').count()).toBe(0)
  expect(await page.getByRole('alert').count()).toBe(0)

  await writeFile(chapter, chapterOf('talk First', 'more Second', 'talk Last'))
  await expect.poll(title, SLOW).toBe('Last')
  expect(navigations).toBe(0)
})
