import type { ExportedFile, ExportWishes } from '../export/export-deck.ts'
import { basename } from 'node:path'
import { launchBrowser } from '../browser/launch-browser.ts'
import { INTERRUPTED } from '../cli/exit-codes.ts'
import { Progress } from '../cli/progress.ts'
import { stopSignal } from '../cli/stop-signal.ts'
import { deckAddress } from '../deck/talk-address.ts'
import { checkDeckRecordings } from '../export/check-deck-recordings.ts'
import { exportDeck, stagesOfDeck } from '../export/export-deck.ts'
import { shownPath } from '../system/shown-path.ts'

export interface ExportTalkOptions {
  /** Decks by name or path, and in the same order the paths of their entry files. */
  names: readonly string[]
  entries: readonly string[]
  wishes: ExportWishes
  /** Absolute address of the site's folder, if there is one. */
  address: string | undefined
  /** Folder for the files. */
  output: string
}

/** Prints decks and says what files that made. Resolves with the exit code. */
export async function exportTalk(options: ExportTalkOptions): Promise<number> {
  const stop = new AbortController()
  void stopSignal().then(() => stop.abort(new Error('The export was stopped.')))
  const made: MadeFiles = { files: [], decks: 0 }
  try {
    await checkDeckRecordings(options.names)
    await exportDecks(options, stop.signal, made)
    printFiles(made.files)
    return 0
  }
  catch (error) {
    if (!stop.signal.aborted)
      throw error
    printFiles(made.files)
    console.error(stoppedWords(options.names.slice(made.decks)))
    return INTERRUPTED
  }
}

/** What is there so far. */
interface MadeFiles {
  readonly files: ExportedFile[]
  /** Decks that are done, the first ones. */
  decks: number
}

function stoppedWords(unfinished: readonly string[]): string {
  return [
    'Stopped. What was under way has left no file. Not finished, and what finishes it, with the same options:',
    ...unfinished.map(name => `  npm run export -- ${name}`),
  ].join('\n')
}

async function exportDecks({ entries, wishes, address, output }: ExportTalkOptions, signal: AbortSignal, made: MadeFiles): Promise<void> {
  const browser = await launchBrowser({ endBySignal: false })
  const close = (): void => void browser.close()
  signal.addEventListener('abort', close)
  try {
    const progress = new Progress(entries.length * stagesOfDeck(wishes))
    for (const entry of entries) {
      signal.throwIfAborted()
      await exportDeck({
        ...wishes,
        entry,
        output,
        address: address && deckAddress(address, basename(entry, '.md')),
        browser,
        signal,
        onFile: file => made.files.push(file),
        stage: (title, work) => progress.stage(title, work),
      })
      made.decks++
    }
  }
  finally {
    signal.removeEventListener('abort', close)
    await browser.close()
  }
}

function printFiles(files: readonly ExportedFile[]): void {
  const rows = files.map(({ path, pages, bytes }) => [
    shownPath(path),
    `${pages} pages`,
    `${(bytes / 1e6).toFixed(1)} MB`,
  ])
  const widths = [0, 1, 2].map(column => Math.max(0, ...rows.map(row => row[column]!.length)))
  for (const [path, pages, size] of rows)
    console.log(`  ${path!.padEnd(widths[0]!)}  ${pages!.padStart(widths[1]!)}  ${size!.padStart(widths[2]!)}`)
}
