import { join } from 'node:path'
import { expect, it } from 'vitest'
import { canvasSize } from '../../scripts/export/canvas-size.ts'
import { launchBrowser } from '../../scripts/export/launch-browser.ts'
import { openPrintPage } from '../../scripts/export/print-page.ts'
import { freePort } from '../../scripts/free-port.ts'
import { projectRoot } from '../../scripts/project-paths.ts'
import { serveDeck } from '../../scripts/server/serve-deck.ts'

it('a deck in another folder has the figures and terminals of this one as its addon', async () => {
  const browser = await launchBrowser()
  const port = await freePort()
  const deck = await serveDeck(join(projectRoot, 'tests/fixtures/addon-deck/slides.md'), port, undefined, { purpose: 'print' })
  try {
    const { page, pages } = await openPrintPage({
      browser,
      port,
      slides: deck.slides,
      canvas: canvasSize(deck),
      scheme: 'light',
      withClicks: false,
      signal: new AbortController().signal,
      onDrawn: () => {},
    })
    expect(pages.length).toBe(2)
    expect(await page.locator('svg[role="img"]').first().textContent()).toContain('runc')
    expect(await page.locator('.cbu-demo-terminal').textContent()).toContain('lsns -t pid')
  }
  finally {
    await browser.close()
    await deck.close()
  }
})
