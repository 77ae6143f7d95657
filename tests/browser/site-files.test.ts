import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { StaticServer } from '../../scripts/bench/static-server.ts'
import { Buffer } from 'node:buffer'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsQR from 'jsqr'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveFolder } from '../../scripts/bench/static-server.ts'
import { launchBrowser } from '../../scripts/browser/launch-browser.ts'
import { buildTestSite } from '../fixtures/test-site.ts'
import { findBarriers } from '../windows/find-barriers.ts'

const ADDRESS = 'https://example.org/a-rather-long-name-of-a-group/talks/2026/'
/** Pixels of the canvas, 980 wide, that a code needs to be read from the back of a room. */
const LARGE = 250
let output: string
let server: StaticServer
let browser: Browser
let context: BrowserContext
let page: Page

async function build(folder: string, names: readonly string[], address?: string): Promise<void> {
  await buildTestSite(join(output, folder), {
    names,
    // Ends with the list of its sources, as the talk's own decks do.
    change: deck => `${deck.replace('# Published slide', '# Published slide\n\n<!--\nSaid of the first slide.\n\nTime: 0:10\nSources: thesis, man-unshare\n-->')}
---
layout: sources
---

# What this rests on
`,
    extras: {
      browser,
      address,
      pdf: address !== undefined,
      signal: new AbortController().signal,
    },
  })
}

/** What a reader's phone reads on the page as it is drawn. */
async function readCode(): Promise<string | undefined> {
  const picture = await page.screenshot()
  const { pixels, width, height } = await page.evaluate(async (source) => {
    const image = new Image()
    image.src = source
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')!
    canvas.drawImage(image, 0, 0)
    const { data, width, height } = canvas.getImageData(0, 0, image.width, image.height)
    const pixels = Array.from({ length: height }, (_, row) => btoa(String.fromCharCode(...data.subarray(row * width * 4, (row + 1) * width * 4))))
    return { pixels, width, height }
  }, `data:image/png;base64,${picture.toString('base64')}`)
  const bytes = Buffer.concat(pixels.map(row => Buffer.from(row, 'base64')))
  return jsQR(new Uint8ClampedArray(bytes), width, height, { inversionAttempts: 'dontInvert' })?.data
}

async function open(address: string, colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
  await context?.close()
  context = await browser.newContext({
    viewport: { width: 980, height: 552 },
    colorScheme,
    reducedMotion: 'reduce',
  })
  page = await context.newPage()
  await page.goto(`${server.url}${address}`)
}

async function metaOf(file: string): Promise<Record<string, string>> {
  const html = await readFile(join(output, file), 'utf8')
  return Object.fromEntries([
    ...html.matchAll(/<meta (?:name|property)="([^"]+)" content="([^"]*)">/g),
  ].map(([, key, content]) => [key!, content!]))
}

async function pdfText(file: string): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(await readFile(join(output, file))))
  return (await extractText(document, { mergePages: true })).text
}

beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'site-files-'))
  browser = await launchBrowser()
  await build('told', ['one', 'two'], ADDRESS)
  await build('untold', ['one'])
  server = await serveFolder(output, '/s/')
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(output, { recursive: true })
})

describe('a site that knows its address', () => {
  it('offers the slides and the handout of each deck, on the list of decks and among the controls', async () => {
    await open('told/index.html')
    expect(await findBarriers(page)).toEqual([])
    const links = await page.getByRole('link', { name: 'PDF' }).evaluateAll(found => found.map(link => link.getAttribute('href')!))
    expect(links).toEqual([
      './one/one.pdf',
      './one/one-handout.pdf',
      './two/two.pdf',
      './two/two-handout.pdf',
    ])
    const [slides, handout] = await Promise.all(links.slice(0, 2).map(link => pdfText(join('told', link))))
    expect(slides).toContain('Published slide')
    expect(slides).not.toContain('Said of the first slide')
    expect(handout).toContain('Said of the first slide')

    await open('told/one/#/1', 'dark')
    const link = page.getByRole('link', { name: 'Handout with notes as PDF' })
    await link.focus()
    expect(await findBarriers(page)).toEqual([])
    const download = page.waitForEvent('download')
    await page.keyboard.press('Enter')
    expect((await download).suggestedFilename()).toBe('one-handout.pdf')
  })

  it.each([
    ['told/index.html', ADDRESS],
    ['told/two/index.html', `${ADDRESS}two/`],
  ])('has a picture of its first slide where %s is linked to', async (file, address) => {
    const meta = await metaOf(file)
    expect(meta).toMatchObject({
      'description': expect.stringContaining('Three slides for tests.'),
      'og:title': 'A deck and its site',
      'og:url': address,
      'og:image': `${address}preview.png`,
      'og:image:width': '1200',
      'og:image:height': '675',
    })
    const png = await readFile(join(output, file, '..', 'preview.png'))
    expect([
      png.readUInt32BE(16),
      png.readUInt32BE(20),
    ]).toEqual([1200, 675])
    // A page that has drawn nothing is a few kilobytes.
    expect(png.length).toBeGreaterThan(8_000)
  })

  it.each(['light', 'dark'] as const)('has a code on its last slide, that leads to the deck, %s', async (scheme) => {
    await open('told/two/#/4', scheme)
    const code = page.getByRole('img', { name: /^QR code/ }).filter({ visible: true })
    await code.waitFor()
    expect((await code.boundingBox())!.width).toBeGreaterThanOrEqual(LARGE)
    expect(await readCode()).toBe(`${ADDRESS}two/`)
    expect(await findBarriers(page)).toEqual([])
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('heading', { name: 'Last slide' }).waitFor()
    // The slide before is there while this one still leaves.
    await expect.poll(readCode).toBeUndefined()
  })

  it('has one machine for all its decks', async () => {
    const states = (await readdir(join(output, 'told'), { recursive: true })).filter(file => file.endsWith('state.bin.zst'))
    expect(states).toEqual([
      expect.stringMatching(/^machine\/[0-9a-f]{12}\/state/),
    ])
  })

  it('has that code in the PDF, too', async () => {
    expect(await pdfText('told/one/one.pdf')).toContain('example.org/')
  })
})

describe('a site that does not', () => {
  it('has no code and no hole in its place, no picture, and the sources that its notes name', async () => {
    await open('untold/one/#/4')
    const sources = page.locator('.slidev-page-4 .cbu-sources')
    await sources.getByText('Castelo').waitFor()
    const row = (await page.locator('.slidev-page-4 .cbu-sources-row').boundingBox())!
    expect((await sources.boundingBox())!.width).toBe(row.width)
    expect(await readCode()).toBeUndefined()
    const meta = await metaOf('untold/one/index.html')
    expect(meta['og:title']).toBe('A deck and its site')
    expect(Object.keys(meta).filter(key => /image|url|twitter/.test(key))).toEqual([])
  })
})
