import type { BuildSiteOptions, BuiltSite } from '../site/build-site.ts'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { launchBrowser } from '../browser/launch-browser.ts'
import { INTERRUPTED } from '../cli/exit-codes.ts'
import { Progress } from '../cli/progress.ts'
import { stopSignal } from '../cli/stop-signal.ts'
import { checkDeckRecordings } from '../export/check-deck-recordings.ts'
import { buildSite, stagesOfSite } from '../site/build-site.ts'
import { partialFolder } from '../system/replace-folder.ts'
import { shownPath } from '../system/shown-path.ts'

export interface PublishTalkOptions extends Pick<BuildSiteOptions, 'decks' | 'output' | 'presses'> {
  /** Absolute address that the folder will have, if that is known. */
  address: string | undefined
  /** Slides and handout of each deck as PDF. */
  pdf: boolean
}

/** Builds the site of decks into a folder, and says what it holds. Ctrl-C ends the process. */
export async function publishTalk({ decks, output, address, presses, pdf }: PublishTalkOptions): Promise<void> {
  const names = decks.map(({ name }) => name)
  await checkDeckRecordings(decks.map(({ entry }) => entry))
  const browser = pdf || address !== undefined
    ? await launchBrowser({ endBySignal: false })
    : undefined
  void stopSignal().then(async () => {
    await browser?.close()
    await stop(output, names)
  })
  const extras = browser && {
    browser,
    address,
    pdf,
    signal: new AbortController().signal,
  }
  const progress = new Progress(decks.length * stagesOfSite(extras))
  try {
    printSite(await buildSite({
      decks,
      output,
      presses,
      extras,
      stage: (title, work) => progress.stage(title, work),
    }))
  }
  finally {
    await browser?.close()
  }
  if (address === undefined)
    console.log('Links to it have no preview picture, and its last slides no QR code: both take the address that it will have (-- --url https://…).')
}

/** Vite cannot be stopped in the middle, so the process ends instead, after what it has written so far. */
async function stop(output: string, names: readonly string[]): Promise<void> {
  await Promise.all(names.map(name => rm(partialFolder(join(output, name)), { recursive: true, force: true })))
  if ((await readdir(output).catch(() => ['not made'])).length === 0)
    await rm(output, { recursive: true })
  console.error('Stopped. Decks that were not finished are as they were before.')
  process.exit(INTERRUPTED)
}

function printSite({ decks, machineBytes }: BuiltSite): void {
  const width = Math.max(...decks.map(({ folder }) => shownPath(folder).length))
  for (const { folder, bytes } of decks)
    console.log(`  ${shownPath(folder).padEnd(width)}  ${megabytes(bytes)}`)
  console.log(`  The machine, which is loaded on demand: ${megabytes(machineBytes)}`)
  console.log('\nPut the folder on any static host, at any address.')
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
