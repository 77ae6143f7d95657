import type { Browser } from 'playwright-core'
import type { HandoutSheets } from '../../scripts/export/handout.ts'
import type { PrintedDeck } from './print-deck.ts'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../../scripts/browser/launch-browser.ts'
import { handoutNotes } from '../../scripts/export/handout-notes.ts'
import { layOutHandout } from '../../scripts/export/handout.ts'
import { printPdf } from '../../scripts/export/print-pdf.ts'
import { readPdf } from '../fixtures/pdf-document.ts'
import { writeSiteDeck } from '../fixtures/site-deck.ts'
import { printDeck } from './print-deck.ts'

const LISTS = { title: 'References', groups: [] }

let browser: Browser
let folder: string
let deck: Awaited<ReturnType<typeof writeSiteDeck>>
let shown: PrintedDeck
beforeAll(async () => {
  [browser, folder, deck] = await Promise.all([
    launchBrowser(),
    mkdtemp(join(tmpdir(), 'handout-')),
    writeSiteDeck(),
  ])
  shown = await printDeck(browser, deck.entry)
})
afterEach(() => shown.print.page.evaluate(() => document.querySelectorAll('.cbu-handout').forEach(part => part.remove())))
afterAll(async () => {
  await shown?.close()
  await browser?.close()
  await deck?.remove()
  await rm(folder, { recursive: true })
})

const noteOf = (note: string): string => handoutNotes({ note, seconds: 60, bibliography: {} })

/** Lays out a handout of the three slides with these notes, prints it, and reads it. */
async function printed(notes: readonly string[]): Promise<{ sheets: HandoutSheets, pages: readonly string[] }> {
  const { print } = shown
  const sheets = await layOutHandout(print, { notes, transcripts: [], lists: LISTS })
  const file = join(folder, 'handout.pdf')
  await writeFile(file, await printPdf({ page: print.page, pages: sheets.slides }, { title: 'Handout', outline: [], appended: sheets.lists }))
  const { pages } = await readPdf(file)
  return { sheets, pages }
}

it('goes on behind the slide with a note that has no room below it, paragraph by paragraph, in words of the usual size', async () => {
  const paragraphs = Array.from({ length: 16 }, (_, index) => `begin${index} ${'and so on and on '.repeat(24)} end${index}.`)
  const { sheets, pages } = await printed([
    noteOf(`${paragraphs.join('\n\n')}\n\nSources: some-key`),
    noteOf('A short note.'),
    '',
  ])
  const own = sheets.slides.filter(({ slide }) => slide === 1).length
  expect(own).toBeGreaterThan(1)
  expect(sheets.slides.map(({ slide }) => slide).slice(own)).toEqual([2, 3])
  const text = pages.slice(0, own).join(' ')
  const places = paragraphs.flatMap((_, index) => [`begin${index} `, `end${index}.`]).map(word => text.indexOf(word))
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((one, other) => one - other))
  expect(text.indexOf('Sources')).toBeGreaterThan(places.at(-1)!)
  expect(pages[own]).toContain('A short note.')
})

it('says which slide has a paragraph that no sheet has room for', async () => {
  await expect(printed([
    '',
    noteOf('and so on and on '.repeat(800)),
    '',
  ])).rejects.toThrow(/^Slide 2 has a paragraph in its note, .* larger than a sheet of the handout\. Break the paragraph/)
})
