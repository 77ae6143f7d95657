import type { ArgsDef, ParsedArgs } from 'citty'
import type { ExportedFile, ExportFormat, ExportWishes } from '../export/export-deck.ts'
import { resolve } from 'node:path'
import process from 'node:process'
import { defineCommand } from 'citty'
import { checkDeckRecordings } from '../export/check-deck-recordings.ts'
import { exportDeck, stagesOfDeck } from '../export/export-deck.ts'
import { launchBrowser } from '../export/launch-browser.ts'
import { Progress } from '../images/progress.ts'
import { assertKnownOptions } from '../known-options.ts'
import { slidesFolder } from '../project-paths.ts'
import { findDeck, listDecks } from '../server/find-deck.ts'
import { shownPath } from '../shown-path.ts'
import { stopSignal } from '../stop-signal.ts'
import { UsageError } from '../usage-error.ts'

const DEFAULT_OUTPUT = 'exports'
const formats = ['pdf', 'png'] as const satisfies readonly ExportFormat[]
/** 128 + SIGINT, as shells have it. */
const INTERRUPTED = 130

const options = {
  'deck': { type: 'positional', description: 'Deck in slides/, without .md (default: all decks)', required: false },
  'format': {
    type: 'string',
    valueHint: formats.join('|'),
    description: 'What to make: pdf, png, or both with a comma between',
    default: 'pdf',
  },
  'with-clicks': { type: 'boolean', description: 'A page for every click, and so for every step of a demo', default: false },
  'notes': { type: 'boolean', description: 'A handout instead of slides: each slide with its note and sources on a sheet of A4, and all references by chapter', default: false },
  'light': { type: 'boolean', description: 'In light colours (default, also for print; with --dark: both)', default: false },
  'dark': { type: 'boolean', description: 'In dark colours', default: false },
  'output': {
    type: 'string',
    valueHint: 'DIR',
    description: 'Folder for the files',
    default: DEFAULT_OUTPUT,
  },
} as const satisfies ArgsDef
type Args = ParsedArgs<typeof options>

export default defineCommand({
  meta: { name: 'export', description: 'Make PDF slides, pictures or a handout of one deck or all, with every terminal as it was recorded.' },
  args: options,
  async run({ args }) {
    assertKnownOptions(args, options, 'npm run export')
    const wishes = parseWishes(args)
    const names = args.deck === undefined
      ? await listDecks(slidesFolder)
      : [args.deck]
    const entries = await Promise.all(names.map(name => findDeck(slidesFolder, name)))
    await checkDeckRecordings(names)
    const stop = new AbortController()
    void stopSignal().then(() => stop.abort(new Error('The export was stopped.')))
    try {
      printFiles(await exportDecks(entries, wishes, resolve(args.output), stop.signal))
      process.exit(0)
    }
    catch (error) {
      if (!stop.signal.aborted)
        throw error
      console.error('Stopped. What was under way has left no file.')
      process.exit(INTERRUPTED)
    }
  },
})

async function exportDecks(entries: readonly string[], wishes: ExportWishes, output: string, signal: AbortSignal): Promise<ExportedFile[]> {
  const browser = await launchBrowser({ endBySignal: false })
  const close = (): void => void browser.close()
  signal.addEventListener('abort', close)
  try {
    const progress = new Progress(entries.length * stagesOfDeck(wishes))
    const files: ExportedFile[] = []
    for (const entry of entries) {
      signal.throwIfAborted()
      files.push(...await exportDeck({
        ...wishes,
        entry,
        output,
        browser,
        signal,
        stage: (title, work) => progress.stage(title, work),
      }))
    }
    return files
  }
  finally {
    signal.removeEventListener('abort', close)
    await browser.close()
  }
}

function parseWishes(args: Args): ExportWishes {
  const wanted = args.format.split(',').map(format => format.trim())
  const unknown = wanted.find(format => !formats.includes(format as ExportFormat))
  if (unknown !== undefined)
    throw new UsageError(`--format must be pdf, png or pdf,png, not "${unknown}".`)
  if (args.notes) {
    if (wanted.includes('png'))
      throw new UsageError('A handout is a PDF: leave out --format png, or --notes.')
    if (args['with-clicks'])
      throw new UsageError('A handout has one sheet per slide: leave out --with-clicks, or --notes.')
    if (args.dark)
      throw new UsageError('A handout is made for paper: leave out --dark, or --notes.')
  }
  return {
    formats: formats.filter(format => wanted.includes(format)),
    schemes: [
      ...args.light || !args.dark
        ? ['light'] as const
        : [],
      ...args.dark
        ? ['dark'] as const
        : [],
    ],
    withClicks: args['with-clicks'],
    notes: args.notes,
  }
}

function printFiles(files: readonly ExportedFile[]): void {
  const rows = files.map(({ path, pages, bytes }) => [
    shownPath(path),
    `${pages} pages`,
    `${(bytes / 1e6).toFixed(1)} MB`,
  ])
  const widths = [0, 1, 2].map(column => Math.max(...rows.map(row => row[column]!.length)))
  for (const [path, pages, size] of rows)
    console.log(`  ${path!.padEnd(widths[0]!)}  ${pages!.padStart(widths[1]!)}  ${size!.padStart(widths[2]!)}`)
}
