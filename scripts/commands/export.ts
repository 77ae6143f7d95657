import type { ArgsDef, ParsedArgs } from 'citty'
import type { ExportFormat, ExportWishes } from '../export/export-deck.ts'
import process from 'node:process'
import { defineCommand } from 'citty'
import { UsageError } from '../base/usage-error.ts'
import { assertCommandLine } from '../cli/command-line.ts'
import { outputFolder } from '../cli/option-path.ts'
import { parsePresses, pressesOption } from '../cli/presses-option.ts'
import { parseUrl, urlOption } from '../cli/url-option.ts'
import { findDeck, listDecks } from '../deck/find-deck.ts'
import { slidesFolder } from '../system/project-paths.ts'

const DEFAULT_OUTPUT = 'exports'
const formats = ['pdf', 'png'] as const satisfies readonly ExportFormat[]

const options = {
  'deck': { type: 'positional', description: 'Deck in slides/, without .md, or the path of a deck elsewhere (default: all decks)', required: false },
  'format': {
    type: 'string',
    valueHint: formats.join('|'),
    description: 'What to make: pdf, png, or both with a comma between',
    default: 'pdf',
  },
  'with-clicks': { type: 'boolean', description: 'A page for every click, and so for every step of a demo', default: false },
  'presses': pressesOption,
  'notes': { type: 'boolean', description: 'A handout instead of slides: each slide on a sheet of A4 with its note and sources, the transcripts of its demos, and all references by chapter', default: false },
  'light': { type: 'boolean', description: 'In light colours (default, also for print; with --dark: both)', default: false },
  'dark': { type: 'boolean', description: 'In dark colours', default: false },
  'output': {
    type: 'string',
    valueHint: 'DIR',
    description: 'Folder for the files',
    default: DEFAULT_OUTPUT,
  },
  'url': urlOption,
} as const satisfies ArgsDef
type Args = ParsedArgs<typeof options>

export default defineCommand({
  meta: { name: 'export', description: 'Make PDF slides, pictures or a handout of one deck or all, with every terminal as it was recorded. Stopped, it leaves whole files, and says what to run for the rest.' },
  args: options,
  async run({ args, rawArgs }) {
    assertCommandLine({ args, rawArgs }, options, 'npm run export')
    const wishes = parseWishes(args)
    const names = args.deck === undefined
      ? await listDecks(slidesFolder)
      : [args.deck]
    const entries = await Promise.all(names.map(name => findDeck(slidesFolder, name)))
    const address = parseUrl(args.url)
    const output = await outputFolder('output', args.output)
    const { exportTalk } = await import('./export-talk.ts')
    process.exit(await exportTalk({
      names,
      entries,
      wishes,
      address,
      output,
    }))
  },
})

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
    presses: parsePresses(args.presses),
    notes: args.notes,
  }
}
