import type { Browser } from 'playwright-core'
import type { StageReporter } from '../images/progress.ts'
import type { Chapter } from '../rehearsal/read-deck.ts'
import type { DeckServer } from '../server/serve-deck.ts'
import type { PrintPage, Scheme } from './print-page.ts'
import type { References } from './references.ts'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { findDemo } from '../engine/demo-catalogue.ts'
import { freePort } from '../free-port.ts'
import { demosFolder, slidesFolder } from '../project-paths.ts'
import { chaptersOf } from '../rehearsal/read-deck.ts'
import { readDemos } from '../server/read-demos.ts'
import { serveDeck } from '../server/serve-deck.ts'
import { canvasSize } from './canvas-size.ts'
import { deckOutline } from './deck-outline.ts'
import { handoutNotes } from './handout-notes.ts'
import { layOutHandout } from './handout.ts'
import { openPrintPage } from './print-page.ts'
import { printPdf } from './print-pdf.ts'
import { printPictures } from './print-pictures.ts'
import { referenceList } from './references.ts'
import { writeWhole } from './write-whole.ts'

/** Title of the list at the end of a handout. */
const REFERENCES = 'References'

export type ExportFormat = 'pdf' | 'png'

/** What is to be made of each deck. */
export interface ExportWishes {
  formats: readonly ExportFormat[]
  schemes: readonly Scheme[]
  /** A page for every click, and not only for the last one of each slide. */
  withClicks: boolean
  /** A handout, with the notes below the slides. */
  notes: boolean
}

export interface ExportDeckOptions extends ExportWishes {
  /** The deck's entry file. */
  entry: string
  /** Folder that the files come to. */
  output: string
  browser: Browser
  signal: AbortSignal
  /** Runs one stage of the work and shows how far it is. */
  stage: <Result>(title: string, work: (reporter: StageReporter) => Promise<Result>) => Promise<Result>
}

/** A file or folder of pictures that is there now. */
export interface ExportedFile {
  path: string
  pages: number
  bytes: number
}

/** Stages that the export of one deck takes. */
export function stagesOfDeck({ formats, schemes }: ExportWishes): number {
  return schemes.length * (1 + formats.length)
}

/** Makes the wished files of one deck, in every scheme. */
export async function exportDeck(options: ExportDeckOptions): Promise<ExportedFile[]> {
  const { entry, formats, schemes, withClicks, notes, output, browser, signal, stage } = options
  const name = basename(entry, '.md')
  const port = await freePort()
  const deck = await serveDeck(entry, port, undefined, { purpose: 'print' })
  const chapters = chaptersOf(deck.data.slides, `slides/${name}.md`)
  const files: ExportedFile[] = []
  try {
    for (const scheme of schemes) {
      const stem = [
        name,
        withClicks && 'clicks',
        notes && 'handout',
        scheme === 'dark' && scheme,
      ].filter(Boolean).join('-')
      const print = await stage(`${stem}: drawing the slides`, ({ advance }) => openPrintPage({
        browser,
        port,
        slides: deck.slides,
        canvas: canvasSize(deck),
        scheme,
        withClicks,
        signal,
        onDrawn: slides => advance(slides, deck.slides),
      }))
      const appended = notes
        ? await layOutNotes(print, deck, chapters)
        : 0
      for (const format of formats) {
        const path = join(output, format === 'pdf'
          ? `${stem}.pdf`
          : `${stem}-png`)
        const bytes = await stage(basename(path), reporter => format === 'pdf'
          ? writePdf(print, path, appended)
          : printPictures(print, {
              folder: path,
              withClicks,
              signal,
              onDone: pictures => reporter.advance(pictures, print.pages.length),
            }))
        files.push({ path, pages: print.pages.length + appended, bytes })
      }
      await print.page.context().close()
    }
    return files
  }
  finally {
    await deck.close()
  }

  async function writePdf(print: PrintPage, path: string, appended: number): Promise<number> {
    const { author, info } = deck.data.headmatter as { author?: string, info?: string }
    const pdf = await printPdf(print, {
      title: notes
        ? `${deck.title}: handout`
        : deck.title,
      author,
      subject: info,
      outline: [
        ...deckOutline(chapters, print.pages),
        ...appended > 0
          ? [
              { title: REFERENCES, page: print.pages.length },
            ]
          : [],
      ],
      appended,
    })
    await writeWhole(path, pdf)
    return pdf.length
  }
}

/** Lays out slides and notes on sheets, and the references behind them. Returns how many sheets these take. */
async function layOutNotes(print: PrintPage, { data, demoSlides }: DeckServer, chapters: readonly Chapter[]): Promise<number> {
  const bibliography = JSON.parse(await readFile(join(slidesFolder, 'bibliography.json'), 'utf8')) as References
  const catalogue = await readDemos(demosFolder)
  const notes = data.slides.map(({ note = '' }) => note)
  return await layOutHandout(print, {
    notes: notes.map((note, index) => handoutNotes({
      note,
      bibliography,
      demos: [...demoSlides].filter(([, slide]) => slide === index + 1).map(([id]) => findDemo(catalogue, id)),
    })),
    lists: {
      title: REFERENCES,
      groups: referenceList(chapters, bibliography),
    },
  })
}
