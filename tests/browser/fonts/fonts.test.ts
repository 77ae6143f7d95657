import type { Browser } from 'playwright-core'
import type { PrintPage } from '../../../scripts/export/print-page.ts'
import type { PrintedDeck } from '../print-deck.ts'
import type { CellText } from './screen-cells.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../../../scripts/browser/launch-browser.ts'
import { projectRoot } from '../../../scripts/system/project-paths.ts'
import { SCREEN, screenOutput } from '../../fixtures/characters-deck/screen-output.ts'
import { printDeck } from '../print-deck.ts'
import { findHostFonts } from './find-host-fonts.ts'
import { findMissingGlyphs } from './find-missing-glyphs.ts'
import { measureCells } from './measure-cells.ts'
import { screenCells } from './screen-cells.ts'

const folder = join(projectRoot, 'tests/fixtures/characters-deck')
const characters = await readFile(join(folder, 'characters.txt'), 'utf8')
const foreign = await readFile(join(folder, 'foreign.txt'), 'utf8')
const knownLines = characters.trimEnd().split('\n')

/** Looks of the deck's first slides, as SGR parameters. */
const looks = ['0', '1', '3', '1;3']
const places = [
  ['live', '.live .xterm-rows > div'],
  ['recorded', '.cbu-recorded-line'],
] as const
/** Of a cell: browsers round the width of every piece of text to a fraction of a pixel, which adds up along a line. */
const TOLERANCE = 0.12

let browser: Browser
let printed: PrintedDeck
let print: PrintPage
beforeAll(async () => {
  browser = await launchBrowser()
  printed = await printDeck(browser, join(folder, 'slides.md'))
  print = printed.print
  for (const { id } of print.pages.slice(0, looks.length)) {
    for (const [, lines] of places)
      await print.page.locator(`[id="${id}"] ${lines}`, { hasText: 'soft' }).waitFor({ state: 'attached' })
  }
})
afterAll(async () => {
  await printed?.close()
  await browser?.close()
})

/** Selector of a slide's page. */
function slide(index: number): string {
  return `[id="${print.pages[index]!.id}"]`
}

/** In the page: width of a cell where the font alone makes it, in pixels. */
function fontCell(line: Element): number {
  return Number.parseFloat(getComputedStyle(line).fontSize) * 0.632
}

/** Cells whose text is not drawn from where they begin to where they end. `read` are those to look at. */
async function shiftedCells(lines: string, cells: readonly (readonly CellText[])[], cell: number, read: RegExp = /./u): Promise<string[]> {
  const drawn = await print.page.evaluate(measureCells, {
    lines,
    texts: cells.map(line => line.map(({ text }) => text)),
    cell,
  })
  expect(cells.flat().filter(({ text }) => read.test(text)).length).toBeGreaterThan(cells.length * 3)
  return cells.flatMap((line, row) => line.flatMap(({ text, column, width }, index) => {
    const seen = drawn[row]![index]!
    const isRight = seen.text === text && Math.abs(seen.column - column) < TOLERANCE && Math.abs(seen.width - width) < TOLERANCE
    return isRight || !read.test(text)
      ? []
      : [`line ${row + 1}, cell ${column + 1}: ${text} (${width}) drawn as ${seen.text} at ${seen.column.toFixed(2)}, ${seen.width.toFixed(2)} wide`]
  }))
}

it('the characters are those that programs draw, point and calculate with', () => {
  for (const [first, last] of [
    [0x20, 0x7E],
    [0xA0, 0xAC],
    [0xAE, 0xFF],
    [0x2190, 0x21FF],
    [0x2500, 0x257F],
    [0x2580, 0x259F],
  ] as const) {
    for (let code = first; code <= last; code++)
      expect(characters).toContain(String.fromCodePoint(code))
  }
  for (const symbol of '✓✗•…→⇒≤≥×■●▲')
    expect(characters).toContain(symbol)
})

describe.each(looks.map((look, index) => ({ look, index })))('in the look $look, every character', ({ look, index }) => {
  describe.each(places)('of a %s terminal', (place, lines) => {
    let cells: CellText[][]
    let cell: number
    beforeAll(async () => {
      cells = await screenCells(SCREEN, screenOutput(characters + foreign, look))
      const line = print.page.locator(`${slide(index)} ${lines}`).first()
      cell = place === 'live'
        ? await line.evaluate((row, columns) => row.getBoundingClientRect().width / columns, SCREEN.columns)
        : await line.evaluate(fontCell)
    })

    it('is as wide as its cell', async () => {
      expect(await shiftedCells(`${slide(index)} ${lines}`, cells.slice(0, knownLines.length), cell)).toEqual([])
    })

    it('keeps its cell behind emoji, Chinese and what else no font here has', async () => {
      const behind = `${slide(index)} :nth-child(n + ${knownLines.length + 1} of ${lines})`
      expect(await shiftedCells(behind, cells.slice(knownLines.length), cell, /^[a-z]$/)).toEqual([])
    })

    it('comes from a font that the project brings along', async () => {
      const known = knownLines.map((_, row) => `${slide(index)} :nth-child(${row + 1} of ${lines})`).join(', ')
      expect(await findHostFonts(print.page, known)).toEqual([])
    })
  })
})

describe('a code block', () => {
  const lines = '.slidev-code .line'

  it('has characters of one width, whatever they are', async () => {
    const cell = await print.page.locator(`${slide(looks.length)} ${lines}`).first().evaluate(fontCell)
    const cells = knownLines.map(line => [...line].map((text, column) => ({ text, column, width: 1 })))
    expect(await shiftedCells(`${slide(looks.length)} ${lines}`, cells, cell)).toEqual([])
  })

  it('has every character from a font that the project brings along', async () => {
    expect(await findHostFonts(print.page, `${slide(looks.length)} .slidev-code`)).toEqual([])
  })
})

it.each([400, 700])('none of these characters, in weight %i, is only the box of one that is missing', async (weight) => {
  for (const family of ['--cbu-font-sans', '--cbu-font-mono'])
    expect(await print.page.evaluate(findMissingGlyphs, { family, weight, text: characters }), family).toEqual([])
})
