import type { ChapterFile, ChapterSlide } from './chapter-file.ts'
import type { PlannedChapter } from './deck-plan.ts'
import { UsageError } from '../base/usage-error.ts'

/**
 * The slides that a deck takes of one chapter, in the order in which it shows them. `deck` is its file, for messages. Throws `UsageError` for
 * a chapter of which it takes none, and for a title that no slide has, or more than one.
 */
export function takeSlides({ name, depths, slides: titles }: PlannedChapter, chapter: ChapterFile, deck: string): ChapterSlide[] {
  if (titles)
    return titles.map(title => slideOf(chapter, title, deck))
  const taken = chapter.slides.filter(({ depth }) => depths.includes(depth))
  if (taken.length === 0)
    throw new UsageError(`${deck} takes the chapter "${name}", but none of its slides: ${chapter.shown} has no slide of the depths ${depths.join(', ')}. Take the chapter out of the deck, or add a depth.`)
  return taken
}

function slideOf({ shown, slides }: ChapterFile, title: string, deck: string): ChapterSlide {
  const [slide, other] = slides.filter(each => letters(each.title) === letters(title))
  if (!slide)
    throw new UsageError(`${deck} takes the slide "${title}", but ${shown} has none of that title. It has: ${slides.map(each => `"${each.title}"`).join(', ')}.`)
  if (other)
    throw new UsageError(`${deck} takes the slide "${title}", but slides ${slide.number} and ${other.number} of ${shown} both have that title. Give one of them another.`)
  return slide
}

/** A title as far as it names a slide: without marks, spaces and capitals, so that `a-title` names the slide "A title". */
function letters(title: string): string {
  return title.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}
