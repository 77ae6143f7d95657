import { cp, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replayPane } from '../engine/replay-pane.ts'
import { screenLines } from '../engine/screen-lines.ts'
import { freshRecordings } from '../recordings/read-recordings.ts'
import { readTalkDemos } from '../server/talk-demos.ts'
import { projectRoot } from '../system/project-paths.ts'

/** What decks are made of. */
const parts = [
  'components',
  'demos',
  'package.json',
  'scripts',
  'setup',
  'slides',
]
/** Not needed by any slide, and large. */
const leftOut = /\/(?:built|images)$/

/**
 * Copies the decks with every terminal replaced by what it shows last, as a block of text: all that Slidev by itself could print.
 * Returns the copy, for the caller to remove; decks are in its `slides/`.
 */
export async function createTextDecks(): Promise<string> {
  // Below the project, so that Slidev finds itself in node_modules.
  const cache = join(projectRoot, '.cache')
  await mkdir(cache, { recursive: true })
  const copy = await mkdtemp(join(cache, 'text-decks-'))
  for (const part of parts) {
    await cp(join(projectRoot, part), join(copy, part), {
      recursive: true,
      filter: source => !leftOut.test(source),
    })
  }
  // Fonts are where the project has them. Prepared dependencies, which belong to one set of folders, shall not replace the project's.
  await writeFile(join(copy, 'slides', 'vite.config.js'), `export default ${JSON.stringify({
    cacheDir: join(copy, '.vite'),
    server: {
      fs: {
        allow: [projectRoot],
      },
    },
  })}\n`)
  const chapters = join(copy, 'slides', 'chapters')
  const texts = await lastScreens()
  for (const file of await readdir(chapters)) {
    const chapter = await readFile(join(chapters, file), 'utf8')
    await writeFile(join(chapters, file), chapter.replaceAll(/<DemoTerminal[^>]*demo="([^"]+)"[^>]*\/>/g, (_, demo: string) =>
      `~~~text\n${texts.get(demo) ?? ''}\n~~~`))
  }
  return copy
}

/** By demo: the text on its panes at the end. */
async function lastScreens(): Promise<Map<string, string>> {
  const { recordings } = await readTalkDemos()
  const texts = new Map<string, string>()
  for (const [demo, { panes }] of freshRecordings(recordings)) {
    const screens = await Promise.all(panes.map(pane => replayPane(pane, ({ terminal }) =>
      screenLines(terminal).map(line => line.map(({ text }) => text).join('')).join('\n'))))
    texts.set(demo, screens.map(steps => steps.at(-1)).join('\n\n'))
  }
  return texts
}
