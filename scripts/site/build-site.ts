import type { StageReporter } from '../images/progress.ts'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../export/write-whole.ts'
import { buildDeck } from './build-deck.ts'
import { folderBytes } from './folder-bytes.ts'
import { indexPage } from './index-page.ts'
import { findPublishedMachine } from './published-machine.ts'
import { replaceFolder } from './replace-folder.ts'

/** Tells GitHub Pages to publish files as they are: it would leave out those whose name begins with `_`. */
const NO_JEKYLL = '.nojekyll'

/** A deck as files. */
export interface BuiltDeck {
  /** Name of its folder in the site. */
  name: string
  title: string
  info: string
  folder: string
  /** Size of everything but the machine. */
  bytes: number
  machineBytes: number
}

export interface BuildSiteOptions {
  decks: readonly { name: string, entry: string }[]
  /** Folder of the site. What else is in it stays. */
  output: string
  /** Runs one stage of the work and shows how far it is. There is one per deck. */
  stage: <Result>(title: string, work: (reporter: StageReporter) => Promise<Result>) => Promise<Result>
}

/** Builds decks into folders of their own, and a page that lists them if there is more than one. A deck is there whole or as it was before. */
export async function buildSite({ decks, output, stage }: BuildSiteOptions): Promise<BuiltDeck[]> {
  const machine = await findPublishedMachine()
  await mkdir(output, { recursive: true })
  const built: BuiltDeck[] = []
  for (const { name, entry } of decks) {
    const folder = join(output, name)
    built.push(await stage(name, ({ note }) => replaceFolder(folder, async (partial) => {
      const about = await buildDeck({
        entry,
        folder: partial,
        machine,
        onModule: modules => note(`${modules} modules`),
      })
      const bytes = await folderBytes(partial)
      await machine.copyTo(partial)
      await writeFile(join(partial, NO_JEKYLL), '')
      return {
        ...about,
        name,
        folder,
        bytes,
        machineBytes: await folderBytes(partial) - bytes,
      }
    })))
  }
  await writeFile(join(output, NO_JEKYLL), '')
  if (built.length > 1)
    await writeWhole(join(output, 'index.html'), new TextEncoder().encode(indexPage(built)))
  return built
}
