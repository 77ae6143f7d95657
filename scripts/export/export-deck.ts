import type { Browser } from 'playwright-core'
import type { StageReporter } from '../cli/progress.ts'
import type { Chapter } from '../deck/read-deck.ts'
import type { References } from '../protocol/reference.ts'
import type { DeckServer } from '../server/serve-deck.ts'
import type { TalkDemos } from '../server/talk-demos.ts'
import type { HandoutSheets } from './handout.ts'
import type { PrintPage, Scheme } from './print-page.ts'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { chaptersOf } from '../deck/read-deck.ts'
import { recordedPaces } from '../deck/recorded-paces.ts'
import { referenceList } from '../deck/references.ts'
import { slideSeconds } from '../deck/speaking-time.ts'
import { findDemo } from '../engine/demo-catalogue.ts'
import { openingFiles } from '../engine/transcript/opening-files.ts'
import { createTranscript } from '../engine/transcript/transcript.ts'
import { freshRecordings } from '../recordings/read-recordings.ts'
import { serveDeck } from '../server/serve-deck.ts'
import { readTalkDemos } from '../server/talk-demos.ts'
import { freePort } from '../system/free-port.ts'
import { slidesFolder } from '../system/project-paths.ts'
import { writeWhole } from '../system/write-whole.ts'
import { canvasSize } from './canvas-size.ts'
import { deckOutline } from './deck-outline.ts'
import { handoutNotes } from './handout-notes.ts'
import { TRANSCRIPT_COLUMNS } from './handout-style.ts'
import { layOutHandout } from './handout.ts'
import { openPrintPage } from './print-page.ts'
import { printPdf } from './print-pdf.ts'
import { printPictures } from './print-pictures.ts'
import { transcriptPieces } from './transcript-pieces.ts'

/** Title of the list at the end of a handout. */
const REFERENCES = 'References'

export type ExportFormat = 'pdf' | 'png'

/** What is to be made of each deck. */
export interface ExportWishes {
  formats: readonly ExportFormat[]
  schemes: readonly Scheme[]
  /** A page for every click, and not only for the last one of each slide. */
  withClicks: boolean
  /** Presses, and so clicks, that a typed step takes which does not say so itself. @default 1 */
  presses?: 1 | 2
  /** A handout, with the notes below the slides. */
  notes: boolean
}

export interface ExportDeckOptions extends ExportWishes {
  /** The deck's entry file. */
  entry: string
  /** Folder that the files come to. */
  output: string
  /** Where readers find the deck, for its last slide. @default nobody knows */
  address?: string | undefined
  browser: Browser
  signal: AbortSignal
  /** Told of each file when it is there, whatever comes after it. @default nobody wants to know */
  onFile?: (file: ExportedFile) => void
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
  const { entry, formats, schemes, withClicks, presses, notes, output, address, browser, signal, stage } = options
  const name = basename(entry, '.md')
  const port = await freePort()
  const deck = await serveDeck(entry, port, undefined, {
    purpose: 'print',
    presses,
    address,
  })
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
      const print = await stage(`${stem}: drawing the slides`, ({ advance, note }) => openPrintPage({
        browser,
        port,
        token: deck.token,
        slides: deck.slides,
        canvas: canvasSize(deck),
        scheme,
        withClicks,
        signal,
        onDrawn: (slides, next) => {
          advance(slides, deck.slides)
          note(next === undefined
            ? ''
            : describeSlide(next))
        },
      }))
      const sheets = notes
        ? await layOutNotes(print, deck, chapters)
        : { slides: print.pages, lists: 0 }
      for (const format of formats) {
        const path = join(output, format === 'pdf'
          ? `${stem}.pdf`
          : `${stem}-png`)
        const bytes = await stage(basename(path), reporter => format === 'pdf'
          ? writePdf(print, path, sheets)
          : printPictures(print, {
              folder: path,
              withClicks,
              signal,
              onDone: (pictures, slide) => {
                reporter.advance(pictures, print.pages.length)
                reporter.note(pictures === print.pages.length
                  ? ''
                  : describeSlide(slide))
              },
            }))
        const file = { path, pages: sheets.slides.length + sheets.lists, bytes }
        files.push(file)
        options.onFile?.(file)
      }
      await print.page.context().close()
    }
    return files
  }
  finally {
    await deck.close()
  }

  function describeSlide(number: number): string {
    return `slide ${number}: ${deck.data.slides[number - 1]?.title ?? ''}`
  }

  async function writePdf({ page }: PrintPage, path: string, { slides, lists }: HandoutSheets): Promise<number> {
    const { author, info } = deck.data.headmatter as { author?: string, info?: string }
    const pdf = await printPdf({ page, pages: slides }, {
      title: notes
        ? `${deck.title}: handout`
        : deck.title,
      author,
      subject: info,
      outline: [
        ...deckOutline(chapters, slides),
        ...lists > 0
          ? [
              { title: REFERENCES, page: slides.length },
            ]
          : [],
      ],
      appended: lists,
    })
    await writeWhole(path, pdf)
    return pdf.length
  }
}

/** Lays out slides, notes and transcripts on sheets, and the references behind them. */
async function layOutNotes(print: PrintPage, { data, demoSlides }: DeckServer, chapters: readonly Chapter[]): Promise<HandoutSheets> {
  const bibliography = JSON.parse(await readFile(join(slidesFolder, 'bibliography.json'), 'utf8')) as References
  const demos = await readTalkDemos()
  const paces = recordedPaces(demos.catalogue, demos.recordings)
  const timed = new Map(chapters.flatMap(({ slides }) => slides).map(slide => [
    slide.number,
    slideSeconds(slide, paces),
  ]))
  const notes = data.slides.map(({ note = '' }, index) => handoutNotes({ note, seconds: timed.get(index + 1) ?? 0, bibliography }))
  const transcripts = await deckTranscripts(demoSlides, demos)
  return await layOutHandout(print, {
    notes,
    transcripts: notes.map((_, index) => transcripts.get(index + 1) ?? []),
    lists: {
      title: REFERENCES,
      groups: referenceList(chapters, bibliography),
    },
  })
}

/** Number of a slide → the transcripts of its demos, in pieces. Of demos that have a recording of what they are now. */
async function deckTranscripts(demoSlides: ReadonlyMap<string, number>, { catalogue, recordings: states }: TalkDemos): Promise<Map<number, string[]>> {
  const recordings = freshRecordings(states)
  const pieces = new Map<number, string[]>()
  for (const [id, slide] of demoSlides) {
    const recording = recordings.get(id)
    if (!recording)
      continue
    const demo = findDemo(catalogue, id)
    pieces.set(slide, [
      ...pieces.get(slide) ?? [],
      ...transcriptPieces(demo, openingFiles(demo, recording.texts), await createTranscript(demo, recording), TRANSCRIPT_COLUMNS),
    ])
  }
  return pieces
}
