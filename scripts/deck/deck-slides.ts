import type { PlannedChapter } from './deck-plan.ts'
import { dirname } from 'node:path'
import { parse } from '@slidev/parser'
import { UsageError } from '../base/usage-error.ts'
import { shownPath } from '../system/shown-path.ts'
import { readChapter } from './chapter-file.ts'
import { parseDeckPlan } from './deck-plan.ts'
import { CHAPTERS } from './find-deck.ts'
import { takeSlides } from './take-slides.ts'

/** A slide of a chapter, in a deck. */
export interface DeckChapterSlide {
  /** Path of its file from the deck's folder, such as `chapters/07-files.md`. */
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
  const { slides: own } = await parse(text, path)
  const old = own.map(({ frontmatter }) => String(frontmatter.src)).find(src => new RegExp(`^(?:\\./|/)?${CHAPTERS}/`).test(src))
  if (old !== undefined)
    throw new UsageError(`${deck} imports \`src: ${old}\`. A deck lists its chapters in the headmatter, and takes single slides by title: chapters: [{ name: files, slides: [A title, Another one] }]`)
  const plan = parseDeckPlan(own[0]?.frontmatter ?? {}, deck)
  if (!plan)
    return undefined
  if (own.length > 1 || own[0]!.content.trim() !== '')
    throw new UsageError(`${deck} lists chapters and has slides of its own, too. Move those into a chapter file, such as ${CHAPTERS}/mine.md beside the deck, and list it where they belong: - mine`)
  const entryOf = new Map<string, number>()
  const slides: DeckChapterSlide[] = []
  for (const [index, planned] of plan.entries()) {
    const chapter = await readChapter(dirname(path), planned.name)
    for (const [place, { number, title }] of takeSlides(planned, chapter, deck).entries()) {
      const key = `${chapter.file}#${number}`
      const before = entryOf.get(key)
      if (before !== undefined)
        throw new UsageError(`${deck} takes the slide "${title}" of ${chapter.shown} twice, in entries ${before + 1} and ${index + 1} of \`chapters\`. Take it once.`)
      entryOf.set(key, index)
      slides.push({
        file: `${CHAPTERS}/${chapter.file}`,
        number,
        ...place === 0 && planned.title !== undefined && { begins: planned },
      })
    }
  }
  return slides
}
