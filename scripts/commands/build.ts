import type { ArgsDef } from 'citty'
import type { BuiltDeck } from '../site/build-site.ts'
import { readdir, rm, stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import process from 'node:process'
import { defineCommand } from 'citty'
import { checkDeckRecordings } from '../export/check-deck-recordings.ts'
import { Progress } from '../images/progress.ts'
import { assertKnownOptions } from '../known-options.ts'
import { projectRoot, slidesFolder } from '../project-paths.ts'
import { findDeck, listDecks } from '../server/find-deck.ts'
import { shownPath } from '../shown-path.ts'
import { buildSite } from '../site/build-site.ts'
import { partialFolder } from '../site/replace-folder.ts'
import { stopSignal } from '../stop-signal.ts'
import { UsageError } from '../usage-error.ts'

const DEFAULT_OUTPUT = 'dist'
/** 128 + SIGINT, as shells have it. */
const INTERRUPTED = 130

const options = {
  deck: { type: 'positional', description: 'Deck in slides/, without .md (default: all decks)', required: false },
  output: {
    type: 'string',
    valueHint: 'DIR',
    description: 'Folder for the site; each deck gets a folder in it',
    default: DEFAULT_OUTPUT,
  },
} as const satisfies ArgsDef

export default defineCommand({
  meta: { name: 'build', description: 'Make a static site of one deck or all, whose demos play their recordings and run in the reader\'s browser.' },
  args: options,
  async run({ args }) {
    assertKnownOptions(args, options, 'npm run build')
    const names = args.deck === undefined
      ? await listDecks(slidesFolder)
      : [args.deck]
    const decks = await Promise.all(names.map(async name => ({
      name,
      entry: await findDeck(slidesFolder, name),
    })))
    const output = resolve(args.output)
    await assertFolder(output, args.output)
    await checkDeckRecordings(names)
    void stopSignal().then(() => stop(output, names))
    const progress = new Progress(decks.length)
    printDecks(await buildSite({
      decks,
      output,
      stage: (title, work) => progress.stage(title, work),
    }))
    process.exit(0)
  },
})

/** A build replaces whole folders: it must not be pointed at the project's own, nor at a file. */
async function assertFolder(output: string, wish: string): Promise<void> {
  const found = await stat(output).catch(() => undefined)
  if (found && !found.isDirectory())
    throw new UsageError(`--output must be a folder, and "${wish}" is a file.`)
  const own = relative(projectRoot, output).split(/[/\\]/)[0]!
  if (own === '' || [
    'components',
    'demos',
    'node_modules',
    'scripts',
    'slides',
    'tests',
  ].includes(own)) {
    throw new UsageError(`--output must not be a folder of the project, and "${wish}" is. Leave it out for ${DEFAULT_OUTPUT}/.`)
  }
}

/** Vite cannot be stopped in the middle, so the process ends instead, after what it has written so far. */
async function stop(output: string, names: readonly string[]): Promise<void> {
  await Promise.all(names.map(name => rm(partialFolder(join(output, name)), { recursive: true, force: true })))
  if ((await readdir(output).catch(() => ['not made'])).length === 0)
    await rm(output, { recursive: true })
  console.error('Stopped. Decks that were not finished are as they were before.')
  process.exit(INTERRUPTED)
}

function printDecks(decks: readonly BuiltDeck[]): void {
  const width = Math.max(...decks.map(({ folder }) => shownPath(folder).length))
  for (const { folder, bytes, machineBytes } of decks)
    console.log(`  ${shownPath(folder).padEnd(width)}  ${megabytes(bytes)}, and ${megabytes(machineBytes)} of machine that is loaded on demand`)
  console.log('\nPut the folder on any static host, at any address.')
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
