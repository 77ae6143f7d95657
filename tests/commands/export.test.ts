import type { ResolvedDemo } from '../../scripts/engine/resolve-demo.ts'
import type { ScreenLine } from '../../scripts/engine/screen-lines.ts'
import type { DeckSlide } from '../../scripts/rehearsal/read-deck.ts'
import type { PdfDocument } from '../fixtures/pdf-document.ts'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordedOn } from '../../components/terminal/recording-words.ts'
import { replayPane } from '../../scripts/engine/replay-pane.ts'
import { screenLines } from '../../scripts/engine/screen-lines.ts'
import { sourceKeys } from '../../scripts/export/references.ts'
import { demosFolder, recordingsFolder, slidesFolder } from '../../scripts/project-paths.ts'
import { checkRecordings, freshRecordings } from '../../scripts/recordings/read-recordings.ts'
import { readDeck } from '../../scripts/rehearsal/read-deck.ts'
import { readDemos } from '../../scripts/server/read-demos.ts'
import bibliography from '../../slides/bibliography.json' with { type: 'json' }
import { npmRun } from '../fixtures/npm-command.ts'
import { readPdf } from '../fixtures/pdf-document.ts'

const DECK = 'meetup'
const A4 = [595, 842]
const SLOW = { timeout: 60_000, interval: 100 }

const catalogue = await readDemos(demosFolder)
const recordings = freshRecordings(await checkRecordings(recordingsFolder, catalogue))
const slides = (await readDeck(slidesFolder, DECK)).chapters.flatMap(chapter => chapter.slides)
const demosOnDeck = slides.flatMap(slide => slide.demos.map(id => ({
  demo: catalogue.get(id)!,
  slide,
})))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

/** Readers' programs make spaces of gaps as they see fit. */
function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, '')
}

function plainTitle({ title }: DeckSlide): string {
  return title.replaceAll('`', '')
}

/** Every pane's screen before the first step and after every step, without spaces. */
async function screensOf({ id }: ResolvedDemo): Promise<string[][]> {
  const textOf = (lines: readonly ScreenLine[]): string => squeezed(lines.flat().map(({ text }) => text).join(''))
  return await Promise.all(recordings.get(id)!.panes.map(pane =>
    replayPane(pane, ({ terminal }) => textOf(screenLines(terminal)))))
}

async function exported(file: string, ...args: string[]): Promise<{ pdf: PdfDocument, output: string }> {
  const { exit, output } = npmRun('export', DECK, '--output', folder, ...args)
  expect(await exit, output()).toBe(0)
  expect((await readdir(folder)).filter(name => name.endsWith('.part'))).toEqual([])
  return {
    pdf: await readPdf(join(folder, file)),
    output: output(),
  }
}

it('has demos to look for', () => {
  expect(demosOnDeck.length).toBeGreaterThan(2)
})

describe('slides', () => {
  let pdf: PdfDocument
  let output: string
  beforeAll(async () => ({ pdf, output } = await exported('meetup.pdf', '--format', 'pdf,png')))

  it('are one page each, with the document\'s title and author', async () => {
    const headmatter = await readFile(join(slidesFolder, `${DECK}.md`), 'utf8')
    const property = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(headmatter)![1]!
    expect(pdf.pages).toHaveLength(slides.length)
    expect(pdf.title).toBe(property('title'))
    expect(pdf.author).toBe(property('author'))
    for (const [index, slide] of slides.entries())
      expect(squeezed(pdf.pages[index]!)).toContain(squeezed(plainTitle(slide)))
  })

  it('are in the outline', () => {
    const entries = pdf.outline.map(({ title, page }) => `${page} ${title}`)
    for (const slide of slides)
      expect(entries).toContain(`${slide.number} ${plainTitle(slide)}`)
  })

  it.each(demosOnDeck.map(({ demo, slide }) => [
    demo.id,
    demo,
    slide,
  ] as const))('show the last screens of %s as text, and when they were recorded', async (id, demo, slide) => {
    const page = squeezed(pdf.pages[slide.number - 1]!)
    for (const screens of await screensOf(demo)) {
      expect(screens.at(-1)).not.toBe('')
      expect(page).toContain(screens.at(-1))
    }
    expect(page).toContain(squeezed(`Recorded ${recordedOn(recordings.get(id)!.date)} on the embedded machine, Linux 6`))
  })

  it('bring every font along, and lead nowhere on this computer', () => {
    expect(pdf.fonts).toBeGreaterThan(2)
    expect(pdf.missingFonts).toEqual([])
    expect(pdf.links.filter(({ target }) => /127\.0\.0\.1|localhost/.test(String(target)))).toEqual([])
  })

  it('come as pictures, too, and both are listed with their size', async () => {
    const pictures = await readdir(join(folder, 'meetup-png'))
    expect(pictures).toEqual(slides.map(({ number }) => `${String(number).padStart(3, '0')}.png`))
    for (const name of ['meetup.pdf', 'meetup-png'])
      expect(output).toMatch(new RegExp(`${name} +${slides.length} pages +\\d+\\.\\d MB\n`))
  })
})

describe('slides with clicks', () => {
  it('have a page for every step of a demo, with the screens of that step', async () => {
    const { pdf } = await exported('meetup-clicks.pdf', '--with-clicks')
    for (const { demo, slide } of demosOnDeck) {
      const { page } = pdf.outline.find(({ title }) => title === plainTitle(slide))!
      const panes = await screensOf(demo)
      for (let step = 0; step <= demo.steps.length; step++) {
        const text = squeezed(pdf.pages[page - 1 + step]!)
        for (const screens of panes)
          expect(text, `${demo.id}, step ${step}`).toContain(screens[step])
      }
      const next = slides[slide.number]
      if (next)
        expect(squeezed(pdf.pages[page + demo.steps.length]!)).toContain(squeezed(plainTitle(next)))
    }
  })
})

describe('a handout', () => {
  it('has a sheet for every slide, with its note, steps and sources, and all references at the end', async () => {
    const { pdf } = await exported('meetup-handout.pdf', '--notes')
    expect(pdf.pages.length).toBeGreaterThan(slides.length)
    expect(pdf.sizes[0]!.map(Math.round)).toEqual(A4)
    expect(pdf.missingFonts).toEqual([])
    for (const [index, slide] of slides.entries()) {
      const sheet = squeezed(pdf.pages[index]!)
      expect(sheet).toContain(squeezed(slide.note.slice(0, slide.note.search(/\[click\]|\n|`/))))
      expect(sheet).toContain('Sources')
    }
    for (const { demo, slide } of demosOnDeck) {
      for (const step of demo.steps) {
        if ('type' in step)
          expect(squeezed(pdf.pages[slide.number - 1]!)).toContain(squeezed(step.type))
      }
    }
    const list = squeezed(pdf.pages.slice(slides.length).join(' '))
    for (const key of new Set(slides.flatMap(({ note }) => sourceKeys(note))))
      expect(list).toContain(squeezed(bibliography[key as keyof typeof bibliography].title))
    expect(pdf.outline.at(-1)).toEqual({ title: 'References', page: slides.length + 1, level: 0 })
  })
})

describe('npm run export', () => {
  it.each([
    [
      ['nope'],
      /There is no deck "nope"/,
    ],
    [
      ['--format', 'gif'],
      /--format must be pdf, png or pdf,png, not "gif"/,
    ],
    [
      ['--notes', '--dark'],
      /A handout is made for paper: leave out --dark/,
    ],
    [
      ['--note'],
      /There is no option --note\. See: npm run export -- --help/,
    ],
  ])('refuses %j and says what to do', async (args, message) => {
    const { output, exit } = npmRun('export', ...args)
    expect(await exit).toBe(1)
    expect(output()).toMatch(message)
    expect(output()).not.toMatch(/ {4}at /)
  })

  it('ends with Ctrl-C, leaving no file and no process', async () => {
    const empty = join(folder, 'interrupted')
    const { output, exit, interrupt, lives } = npmRun('export', DECK, '--output', empty)
    await expect.poll(output, SLOW).toMatch(/drawing the slides/)
    interrupt()
    await exit
    await expect.poll(lives, SLOW).toBe(false)
    expect(await readdir(empty).catch(() => [])).toEqual([])
  })
})
