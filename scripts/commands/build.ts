import type { ArgsDef } from 'citty'
import { basename, relative } from 'node:path'
import process from 'node:process'
import { defineCommand } from 'citty'
import { UsageError } from '../base/usage-error.ts'
import { assertCommandLine } from '../cli/command-line.ts'
import { outputFolder } from '../cli/option-path.ts'
import { parsePresses, pressesOption } from '../cli/presses-option.ts'
import { parseUrl } from '../cli/url-option.ts'
import { findDeck, listDecks } from '../deck/find-deck.ts'
import { assertReplaceable } from '../site/built-folder.ts'
import { projectRoot, slidesFolder } from '../system/project-paths.ts'

const DEFAULT_OUTPUT = 'dist'

const options = {
  deck: { type: 'positional', description: 'Deck in slides/, without .md, or the path of a deck elsewhere (default: all decks)', required: false },
  output: {
    type: 'string',
    valueHint: 'DIR',
    description: 'Folder for the site; each deck gets a folder in it',
    default: DEFAULT_OUTPUT,
  },
  presses: pressesOption,
  pdf: {
    type: 'boolean',
    description: 'Slides and handout as PDF, for readers to take along; takes minutes',
    negativeDescription: 'The site without PDFs, in seconds',
    default: true,
  },
  url: {
    type: 'string',
    valueHint: 'https://…',
    description: 'Address that the folder will have: for preview pictures where somebody posts a link, and a QR code on each deck\'s last slide',
  },
} as const satisfies ArgsDef

export default defineCommand({
  meta: { name: 'build', description: 'Make a static site of one deck or all, whose demos play their recordings and run in the reader\'s browser.' },
  args: options,
  async run({ args, rawArgs }) {
    assertCommandLine({ args, rawArgs }, options, 'npm run build')
    const names = args.deck === undefined
      ? await listDecks(slidesFolder)
      : [args.deck]
    const decks = (await Promise.all(names.map(name => findDeck(slidesFolder, name)))).map(entry => ({
      name: basename(entry, '.md'),
      entry,
    }))
    const presses = parsePresses(args.presses)
    const output = await outputFolder('output', args.output)
    assertNotOurs(output, args.output)
    await assertReplaceable(output, decks.map(({ name }) => name))
    const address = parseUrl(args.url)
    const { publishTalk } = await import('./publish-talk.ts')
    await publishTalk({
      decks,
      output,
      address,
      presses,
      pdf: args.pdf,
    })
    process.exit(0)
  },
})

/** A build replaces whole folders: it must not be pointed at the project's own. */
function assertNotOurs(output: string, wish: string): void {
  const own = relative(projectRoot, output).split(/[/\\]/)[0]!
  if (own === '' || own.startsWith('.git') || [
    'components',
    'demos',
    'node_modules',
    'scripts',
    'setup',
    'slides',
    'tests',
  ].includes(own)) {
    throw new UsageError(`--output must not be a folder of the project, and "${wish}" is. Leave it out for ${DEFAULT_OUTPUT}/.`)
  }
}
