import type { PlannedChapter } from './deck-plan.ts'
import { dirname, relative, resolve } from 'node:path'
import { parse } from '@slidev/parser'
import { UsageError } from '../base/usage-error.ts'
import { assertWritten } from '../slidev/assert-written.ts'
import { projectRoot, slidesFolder } from '../system/project-paths.ts'
import { shownPath } from '../system/shown-path.ts'
import { readChapter } from './chapter-file.ts'
import { parseDeckPlan } from './deck-plan.ts'
import { CHAPTERS } from './find-deck.ts'
import { takeSlides } from './take-slides.ts'

/** A slide of a chapter, in a deck. */
export interface DeckChapterSlide {
  /** Path of its file from the deck's folder, such as `chapters/07-files.md`, with slashes. */
  file: string
  /** Place in that file, from 1. */
  number: number
  /** The part of the talk that begins with it, where one does. */
  begins?: Pick<PlannedChapter, 'title' | 'budget'>
}

/**
 * The slides of a deck that lists chapters, in order; `undefined` for one that does not, an ordinary Slidev deck. `text` is the deck's,
 * `path` its file. Throws `UsageError` for a deck or a chapter that is not as it has to be.
 */
export async function deckSlides(text: string, path: string): Promise<DeckChapterSlide[] | undefined> {
  const deck = shownPath(path)
  const written = await parse(text, path)
  assertWritten(written)
  const { slides: own } = written
  const old = own.map(({ frontmatter }) => String(frontmatter.src)).find(src => new RegExp(`^(?:\\./|/)?${CHAPTERS}/`).test(src))
  if (old !== undefined)
    throw new UsageError(`${deck} imports \`src: ${old}\`. A deck lists its chapters in the headmatter, and takes single slides by title: chapters: [{ name: files, slides: [A title, Another one] }]`)
  const plan = parseDeckPlan(own[0]?.frontmatter ?? {}, deck)
  if (!plan) {
    const [{ frontmatter = {}, content = '' } = {}, ...others] = own
    if (others.length === 0 && content.trim() === '' && frontmatter.layout === undefined && frontmatter.src === undefined)
      throw new UsageError(`${deck} has no slide. List chapters in its headmatter, such as \`chapters: [opening]\`, or write slides below it.`)
    return undefined
  }
  if (own.length > 1 || own[0]!.content.trim() !== '')
    throw new UsageError(`${deck} lists chapters and has slides of its own, too. Move those into a chapter file, such as ${CHAPTERS}/mine.md beside the deck, and list it where they belong: - mine`)
  const folder = dirname(path)
  const entryOf = new Map<string, number>()
  const slides: DeckChapterSlide[] = []
  for (const [index, planned] of plan.entries()) {
    const chapter = await readChapter([
      ...new Set([folder, slidesFolder]),
    ], planned.name)
    if (dirname(dirname(chapter.path)) !== folder)
      assertTalkAddon(own[0]!.frontmatter, folder, `${deck} takes the chapter "${planned.name}"`)
    for (const [place, { number, title }] of takeSlides(planned, chapter, deck).entries()) {
      const key = `${chapter.path}#${number}`
      const before = entryOf.get(key)
      if (before !== undefined)
        throw new UsageError(`${deck} takes the slide "${title}" of ${chapter.shown} twice, in entries ${before + 1} and ${index + 1} of \`chapters\`. Take it once.`)
      entryOf.set(key, index)
      slides.push({
        file: relative(folder, chapter.path).replaceAll('\\', '/'),
        number,
        ...place === 0 && planned.title !== undefined && { begins: planned },
      })
    }
  }
  return slides
}

/** A chapter of the talk needs the layouts, styles and sources of the talk, which a deck elsewhere gets from `slides/` as an addon. */
function assertTalkAddon({ addons }: { addons?: unknown }, folder: string, taker: string): void {
  const folders = [addons].flat().map(addon => resolve(folder, String(addon).replace(/^@\//, '')))
  if (!folders.includes(slidesFolder))
    throw new UsageError(`${taker} of this talk, and that needs the talk's layouts and styles. Write into its headmatter: addons: [${projectRoot}, ${slidesFolder}]`)
}
