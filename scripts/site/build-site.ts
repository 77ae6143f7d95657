import type { Browser } from 'playwright-core'
import type { StageReporter } from '../cli/progress.ts'
import type { Download } from './build-deck.ts'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deckAddress } from '../deck/talk-address.ts'
import { folderBytes } from '../system/folder-bytes.ts'
import { replaceFolder } from '../system/replace-folder.ts'
import { writeWhole } from '../system/write-whole.ts'
import { buildDeck } from './build-deck.ts'
import { NO_JEKYLL } from './built-folder.ts'
import { indexPage } from './index-page.ts'
import { PREVIEW, takePreviewPicture } from './preview-picture.ts'
import { DOWNLOAD_STAGES, downloadsOf, printDownloads } from './print-downloads.ts'
import { findPublishedMachine } from './published-machine.ts'

/** A deck as files. */
export interface BuiltDeck {
  /** Name of its folder in the site. */
  name: string
  title: string
  info: string
  folder: string
  /** Files that readers may take along. */
  downloads: readonly Download[]
  bytes: number
}

/** A site as files. */
export interface BuiltSite {
  decks: BuiltDeck[]
  /** Size of the machine, which all decks share. */
  machineBytes: number
}

/** What a site has beside its decks, for which it takes a browser. */
export interface SiteExtras {
  browser: Browser
  /** Absolute address of the site's folder, for preview pictures and the last slide. @default nobody knows: there are none */
  address?: string | undefined
  /** Slides and handout of each deck as PDF. */
  pdf: boolean
  signal: AbortSignal
}

export interface BuildSiteOptions {
  decks: readonly { name: string, entry: string }[]
  /** Folder of the site. What else is in it stays. */
  output: string
  /** Presses that a typed step takes which does not say so itself. @default 1 */
  presses?: 1 | 2
  /** @default the decks alone */
  extras?: SiteExtras | undefined
  /** Runs one stage of the work and shows how far it is. */
  stage: <Result>(title: string, work: (reporter: StageReporter) => Promise<Result>) => Promise<Result>
}

/** Stages that one deck takes. */
export function stagesOfSite(extras: Pick<SiteExtras, 'pdf'> | undefined): number {
  return 1 + (extras?.pdf
    ? DOWNLOAD_STAGES
    : 0)
}

/** Builds decks into folders of their own, the machine that they share, and a page that lists them if there is more than one. A deck is there whole or as it was before. */
export async function buildSite({ decks, output, presses, extras, stage }: BuildSiteOptions): Promise<BuiltSite> {
  const machine = await findPublishedMachine()
  const address = extras?.address
  await mkdir(output, { recursive: true })
  const built: BuiltDeck[] = []
  for (const { name, entry } of decks) {
    const folder = join(output, name)
    const own = address === undefined
      ? undefined
      : deckAddress(address, name)
    const downloads = extras?.pdf
      ? downloadsOf(name)
      : []
    built.push(await replaceFolder(folder, async (partial) => {
      const about = await stage(name, async ({ note }) => {
        const about = await buildDeck({
          entry,
          folder: partial,
          machine,
          presses,
          address: own,
          downloads,
          onModule: modules => note(`${modules} modules`),
        })
        if (extras && own !== undefined)
          await takePreviewPicture(extras.browser, partial)
        return about
      })
      if (extras?.pdf) {
        await printDownloads({
          ...extras,
          name,
          entry,
          folder: partial,
          address: own,
          stage,
        })
      }
      await writeFile(join(partial, NO_JEKYLL), '')
      return {
        ...about,
        name,
        folder,
        downloads,
        bytes: await folderBytes(partial),
      }
    }))
  }
  const machineBytes = await machine.copyTo(output)
  await writeFile(join(output, NO_JEKYLL), '')
  if (built.length > 1) {
    if (address !== undefined)
      await copyFile(join(built[0]!.folder, PREVIEW), join(output, PREVIEW))
    await writeWhole(join(output, 'index.html'), new TextEncoder().encode(indexPage({ decks: built, address })))
  }
  return { decks: built, machineBytes }
}
