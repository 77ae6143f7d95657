import type { Browser } from 'playwright-core'
import type { PrintPage } from '../../scripts/export/print-page.ts'
import type { PdfDocument } from '../fixtures/pdf-document.ts'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch-browser.ts'
import { openPrintPage } from '../../scripts/export/print-page.ts'
import { printPdf } from '../../scripts/export/print-pdf.ts'
import { readPdf } from '../fixtures/pdf-document.ts'

/** As Slidev builds its print page: three slides, of which the second gets its terminal, and the third its last click, a moment later. */
const deck = `<!doctype html>
<style>
  @page { size: 980px 552px; margin: 0 }
  body { margin: 0 }
  .print-slide-container { width: 980px; height: 552px; overflow: hidden; break-after: page }
</style>
<div>
  <div class="print-slide-container" id="001-01"><div class="slidev-layout">
    one <a href="#3">Link</a> <a href="/2">router</a> <a href="https://example.org/far">far</a> <a href="/presenter/1">nowhere</a>
  </div></div>
  <div class="print-slide-container" id="002-01"><div class="slidev-layout"><div data-waitfor=".terminal, .steps"></div></div></div>
  <div class="print-slide-container" id="003-01"><div class="slidev-layout">three</div></div>
</div>
<script>
  setTimeout(() => document.querySelector('[data-waitfor]').innerHTML = '<p class="terminal">$ late</p>', 700)
  setTimeout(() => {
    const click = document.getElementById('003-01').cloneNode(true)
    click.id = '003-02'
    document.getElementById('003-01').after(click)
  }, 600)
</script>`

const server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(deck))
let browser: Browser
let folder: string
beforeAll(async () => {
  browser = await launchBrowser()
  folder = await mkdtemp(join(tmpdir(), 'print-'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  server.close()
  await browser.close()
  await rm(folder, { recursive: true })
})

describe('the print page', () => {
  const drawn: number[] = []
  let print: PrintPage
  let pdf: PdfDocument
  beforeAll(async () => {
    print = await openPrintPage({
      browser,
      port: (server.address() as { port: number }).port,
      slides: 3,
      canvas: { width: 980, height: 552 },
      scheme: 'light',
      withClicks: true,
      signal: new AbortController().signal,
      onDrawn: slides => drawn.push(slides),
    })
    const file = join(folder, 'deck.pdf')
    await writeFile(file, await printPdf(print, {
      title: 'Größe',
      author: 'A. Author',
      outline: [
        {
          title: 'Part “one”',
          page: 0,
          children: [
            { title: 'two', page: 1 },
            { title: 'three', page: 2 },
          ],
        },
        { title: 'end', page: 3 },
      ],
    }))
    pdf = await readPdf(file)
  })

  it('is printed when all that comes late is there, and says how far it is', () => {
    expect(drawn[0]).toBe(2)
    expect(drawn.at(-1)).toBe(3)
    expect(print.pages.map(({ id, slide }) => [id, slide])).toEqual([
      ['001-01', 1],
      ['002-01', 2],
      ['003-01', 3],
      ['003-02', 3],
    ])
    expect(pdf.pages.map(text => text.trim())).toEqual([
      expect.stringContaining('one'),
      '$ late',
      'three',
      'three',
    ])
  })

  it('has links that lead to pages of the document and to other sites, and none into the deck\'s server', () => {
    expect(pdf.links).toEqual([
      { page: 1, target: 3 },
      { page: 1, target: 2 },
      { page: 1, target: 'https://example.org/far' },
    ])
  })

  it('gets title, author and an outline of levels', () => {
    expect(pdf).toMatchObject({ title: 'Größe', author: 'A. Author' })
    expect(pdf.outline).toEqual([
      { title: 'Part “one”', page: 1, level: 0 },
      { title: 'two', page: 2, level: 1 },
      { title: 'three', page: 3, level: 1 },
      { title: 'end', page: 4, level: 0 },
    ])
  })

  it('is not made a file of when pages do not come out as they stand there', async () => {
    await print.page.addStyleTag({ content: '.print-slide-container { height: 600px }' })
    await expect(printPdf(print, { title: '', outline: [] })).rejects.toThrow(/4 pages were printed on \d+/)
  })
})

describe('a print page that gets no answer', () => {
  /** Counts how often the page asks for its script, which is answered from the given time on. */
  async function openWith(answeredFrom: number, script: string): Promise<{ asked: number, opened: Promise<PrintPage> }> {
    const state = { asked: 0 }
    const silent = createServer((request, response) => {
      if (request.url !== '/late.js')
        response.setHeader('content-type', 'text/html').end('<div class="print-slide-container" id="001-01"><div class="slidev-layout" data-waitfor="p"></div></div><script type="module" src="/late.js"></script>')
      else if (++state.asked >= answeredFrom)
        response.setHeader('content-type', 'text/javascript').end(script)
    })
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
    const opened = openPrintPage({
      browser,
      port: (silent.address() as { port: number }).port,
      slides: 1,
      canvas: { width: 980, height: 552 },
      scheme: 'light',
      withClicks: false,
      signal: new AbortController().signal,
      stuckMs: 2_000,
      onDrawn: () => {},
    }).finally(() => {
      silent.closeAllConnections()
      silent.close()
    })
    return Object.assign(state, { opened })
  }
  const DRAWS = 'document.querySelector(".slidev-layout").parentElement.innerHTML = "<div class=slidev-layout><p>late</p></div>"'

  it('is loaded once more', async () => {
    const state = await openWith(2, DRAWS)
    const { page, pages } = await state.opened
    expect(pages).toEqual([
      { id: '001-01', slide: 1 },
    ])
    expect(state.asked).toBe(2)
    await page.context().close()
  })

  it('is given up when it gets none again, or has complained', async () => {
    await expect((await openWith(3, DRAWS)).opened).rejects.toThrow('Slide 1 was not drawn within 2 s.')
    const state = await openWith(1, 'throw new Error("A mistake in slide 1")')
    await expect(state.opened).rejects.toThrow('A mistake in slide 1')
    expect(state.asked).toBe(1)
  })
})
