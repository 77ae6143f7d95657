import type { DeckSlide } from '../../scripts/deck/read-deck.ts'
import type { ResolvedDemo } from '../../scripts/engine/resolve-demo.ts'
import type { ScreenLine } from '../../scripts/engine/screen-lines.ts'
import type { PdfDocument } from '../fixtures/pdf-document.ts'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recordedOn } from '../../components/terminal/recording-words.ts'
import command from '../../scripts/commands/export.ts'
import { citedKeys } from '../../scripts/deck/cited-keys.ts'
import { readDeck } from '../../scripts/deck/read-deck.ts'
import { recordedPaces } from '../../scripts/deck/recorded-paces.ts'
import { slideSeconds } from '../../scripts/deck/speaking-time.ts'
import { demoPresses } from '../../scripts/engine/presses.ts'
import { panesByPress } from '../../scripts/engine/recorded-presses.ts'
import { replayPane } from '../../scripts/engine/replay-pane.ts'
import { screenLines } from '../../scripts/engine/screen-lines.ts'
import { pointOf } from '../../scripts/engine/transcript/telling-steps.ts'
import { formatClockTime } from '../../scripts/protocol/clock-time.ts'
import { checkRecordings, freshRecordings } from '../../scripts/recordings/read-recordings.ts'
import { readDemos } from '../../scripts/server/read-demos.ts'
import { loadDeck } from '../../scripts/slidev/load-deck.ts'
import { demosFolder, recordingsFolder, slidesFolder } from '../../scripts/system/project-paths.ts'
import bibliography from '../../slides/bibliography.json' with { type: 'json' }
import { transcriptOf } from '../fixtures/demo-transcripts.ts'
import { npmRun } from '../fixtures/npm-command.ts'
import { readPdf } from '../fixtures/pdf-document.ts'
import { refusal } from '../fixtures/refusal.ts'

const DECK = 'meetup'
const A4 = [595, 842]
const SLOW = { timeout: 60_000, interval: 100 }

const catalogue = await readDemos(demosFolder)
const states = await checkRecordings(recordingsFolder, catalogue)
const recordings = freshRecordings(states)
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

/** Every pane's screen before the first press and after every press, without spaces. */
async function screensOf(demo: ResolvedDemo): Promise<string[][]> {
  const textOf = (lines: readonly ScreenLine[]): string => squeezed(lines.flat().map(({ text }) => text).join(''))
  return await Promise.all(panesByPress(recordings.get(demo.id)!, demo).map(pane =>
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
    const { headmatter } = await loadDeck(join(slidesFolder, `${DECK}.md`))
    expect(pdf.pages).toHaveLength(slides.length)
    expect(pdf.title).toBe(headmatter.title)
    expect(pdf.author).toBe(headmatter.author)
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
  ] as const))('tell what %s shows up to its point, with what was typed, what came of it and what is said, and when it was recorded', async (id, demo, slide) => {
    const page = squeezed(pdf.pages[slide.number - 1]!.replaceAll('\\\n', ''))
    const { steps } = await transcriptOf(id)
    const point = pointOf(demo)
    const { command, cue = '', lines } = steps[point - 1]!
    for (const text of [
      command,
      cue,
      ...lines.filter(({ promised }) => promised).map(line => line.text),
    ])
      expect(page).toContain(squeezed(text))
    for (const step of steps.slice(point)) {
      if (step.cue !== undefined)
        expect(page).not.toContain(squeezed(step.cue))
    }
    expect(page).toContain(squeezed(`Recorded ${recordedOn(recordings.get(id)!.date)} on the embedded machine, Linux 6`))
  })

  it('show the container by hand while it is there, and not how it is cleared away', () => {
    const { slide, demo } = demosOnDeck.find(({ demo }) => demo.id === 'container-in-bash')!
    const page = squeezed(pdf.pages[slide.number - 1]!)
    expect(page).toContain(squeezed('box:/# hostname; ps -e'))
    expect(page).toContain(squeezed('6 of 8'))
    expect(page).not.toContain(squeezed('0 of 8'))
    expect(page).not.toContain(squeezed('ip netns del box'))
    expect(demo.steps.at(-1)).toMatchObject({
      type: expect.stringContaining('ip netns del box'),
    })
  })

  it('say what is what: a heading on every page, its figures in words, what was typed, and in which language', () => {
    expect(pdf.language).toBe('en')
    for (const [index, elements] of pdf.structure.entries()) {
      expect(elements.filter(({ role }) => role === 'H1'), `page ${index + 1}`).toHaveLength(1)
      expect(elements.filter(({ role, alt }) => role === 'Figure' && alt.trim() === ''), `page ${index + 1}`).toEqual([])
    }
    for (const { demo, slide } of demosOnDeck) {
      const elements = pdf.structure[slide.number - 1]!
      expect(elements.map(({ role }) => role)).toEqual(expect.arrayContaining(['L', 'LI', 'Code']))
      // Beside the small map of layers, which is on every such slide.
      expect(elements.filter(({ role, alt }) => role === 'Figure' && !alt.startsWith('Layer: ')), demo.id).toHaveLength(demo.figure ? 1 : 0)
    }
  })

  it('bring every font along, as a font and not as drawings, and lead nowhere on this computer', () => {
    expect(pdf.fonts).toBeGreaterThan(2)
    expect(pdf.missingFonts).toEqual([])
    expect(pdf.drawnFonts).toBe(0)
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
  it('have a page for every step of a demo, or two, with the screens of that moment', async () => {
    const { pdf } = await exported('meetup-clicks.pdf', '--with-clicks')
    expect(demosOnDeck.some(({ demo }) => demoPresses(demo).length > demo.steps.length)).toBe(true)
    for (const { demo, slide } of demosOnDeck) {
      const { page } = pdf.outline.find(({ title }) => title === plainTitle(slide))!
      const panes = await screensOf(demo)
      const presses = demoPresses(demo).length
      for (let press = 0; press <= presses; press++) {
        const text = squeezed(pdf.pages[page - 1 + press]!)
        for (const screens of panes)
          expect(text, `${demo.id}, press ${press}`).toContain(screens[press])
      }
      const next = slides[slide.number]
      if (next)
        expect(squeezed(pdf.pages[page + presses]!)).toContain(squeezed(plainTitle(next)))
    }
  })
})

describe('a handout', () => {
  let pdf: PdfDocument
  beforeAll(async () => ({ pdf } = await exported('meetup-handout.pdf', '--notes')))
  /** The sheets of a slide: its own, and those of its transcript. */
  function sheetsOf(slide: DeckSlide): string[] {
    // Slides may share a title; the outline has them in the order of the deck.
    const pageOf = (number: number): number => {
      const title = plainTitle(slides[number - 1]!)
      const before = slides.slice(0, number - 1).filter(other => plainTitle(other) === title).length
      return pdf.outline.filter(entry => entry.page > 0 && entry.title === title)[before]!.page
    }
    const next = slides[slide.number]
      ? pageOf(slide.number + 1)
      : pdf.outline.at(-1)!.page
    return pdf.pages.slice(pageOf(slide.number) - 1, next - 1).map(squeezed)
  }

  it('has a sheet for every slide, with its note and sources, and all references at the end', () => {
    expect(pdf.pages.length).toBeGreaterThan(slides.length)
    expect(pdf.sizes[0]!.map(Math.round)).toEqual(A4)
    expect(pdf.missingFonts).toEqual([])
    for (const slide of slides) {
      const [sheet] = sheetsOf(slide)
      expect(sheet).toContain(squeezed(slide.note.slice(0, slide.note.search(/\[click\]|\n|`/))))
      expect(sheet).toContain('Sources')
    }
    const references = pdf.outline.at(-1)!
    expect(references).toMatchObject({ title: 'References', level: 0 })
    const list = squeezed(pdf.pages.slice(references.page - 1).join(' '))
    for (const key of new Set(slides.flatMap(({ note }) => citedKeys(note))))
      expect(list).toContain(squeezed(bibliography[key as keyof typeof bibliography].title))
  })

  it('says how long each slide takes, with the time that the machine took for its demo', () => {
    const paces = recordedPaces(catalogue, states)
    for (const slide of slides)
      expect(sheetsOf(slide)[0], slide.title).toContain(squeezed(`${formatClockTime(slideSeconds(slide, paces))} min`))
  })

  it.each(demosOnDeck.map(({ demo, slide }) => [
    demo.id,
    slide,
  ] as const))('has the whole transcript of %s behind its slide: every prompt, command, line and cue', async (id, slide) => {
    const text = sheetsOf(slide).join('').replaceAll('\\', '')
    const { steps } = await transcriptOf(id)
    let at = text.indexOf(squeezed('Transcript of the demo'))
    expect(at).toBeGreaterThan(0)
    for (const { prompt, command, cue = '', lines } of steps) {
      for (const part of [
        cue,
        prompt + command,
        ...lines.map(line => line.text),
      ]) {
        const found = text.indexOf(squeezed(part).replaceAll('\\', ''), at)
        expect(found, part).toBeGreaterThanOrEqual(at)
        at = found
      }
    }
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
    const said = await refusal(command, args)
    expect(said).toMatch(message)
    expect(said).not.toMatch(/ {4}at /)
  })

  it('ends with exit code 1 and one sentence when it refuses', async () => {
    const { output, exit } = npmRun('export', '--nonsense')
    expect(await exit).toBe(1)
    expect(output().trim()).toMatch(/^Error {2}There is no option --nonsense\. See: npm .* -- --help$/)
  })

  it('ends with Ctrl-C, leaving no file and no process', async () => {
    const empty = join(folder, 'interrupted')
    const { output, exit, interrupt, lives } = npmRun('export', DECK, '--output', empty)
    await expect.poll(output, SLOW).toMatch(/drawing the slides/)
    interrupt()
    await exit
    await expect.poll(lives, SLOW).toBe(false)
    expect(await readdir(empty).catch(() => [])).toEqual([])
    expect(output()).toContain(`npm run export -- ${DECK}\n`)
  })

  it('keeps what is finished when it is stopped, and says what is not', async () => {
    const half = join(folder, 'half')
    const { output, exit, interrupt } = npmRun('export', DECK, '--light', '--dark', '--output', half)
    await expect.poll(output, { timeout: 240_000, interval: 100 }).toMatch(/-dark: drawing the slides/)
    interrupt()
    expect(await exit).not.toBe(0)
    expect(await readdir(half)).toEqual([`${DECK}.pdf`])
    expect(output()).toMatch(new RegExp(`${DECK}\\.pdf +\\d+ pages`))
    expect(output()).toMatch(new RegExp(`Not finished.*\\n +npm run export -- ${DECK}\\n`))
  })
})
