import type { SlideInfo } from '@slidev/types'
import { loadDeck } from '../slidev/load-deck.ts'
import { shownPath } from '../system/shown-path.ts'
import { parseAsOf } from './dated-slides.ts'
import { demoSlides } from './demo-slides.ts'
import { findDeck } from './find-deck.ts'
import { parseClockTime } from './parse-clock-time.ts'
import { parseDuration } from './parse-duration.ts'

/** One slide as far as its time goes. */
export interface DeckSlide {
  /** From 1. */
  number: number
  title: string
  /** Speaker's note. */
  note: string
  /** The day on which its sources were opened, for a slide that says how things are today (`asOf` of the front matter). */
  asOf?: string
  /** Ids of the demos that stand here first. */
  demos: readonly string[]
}

/** What a speaker plans as one part of the talk. */
export interface Chapter {
  title: string
  /** Seconds it may take, where the deck says so. */
  budget?: number
  slides: readonly DeckSlide[]
}

export interface Deck {
  name: string
  /** Seconds the whole talk may take (`duration` of the headmatter), where it says so. */
  duration?: number
  chapters: readonly Chapter[]
}

/** Reads a deck of a folder, without serving it. Throws `UsageError` for one that is not there, and for a budget that is no time. */
export async function readDeck(folder: string, name: string): Promise<Deck> {
  const entry = await findDeck(folder, name)
  const { slides, headmatter } = await loadDeck(entry)
  const { duration } = headmatter as { duration?: string | number }
  return {
    name,
    ...duration === undefined
      ? {}
      : {
          duration: parseDuration(duration, shownPath(entry)),
        },
    chapters: chaptersOf(slides, shownPath(entry)),
  }
}

/**
 * A block of the deck that has a `budget` in its front matter begins a chapter, and blocks without one go on with it. The deck is the
 * place for budgets, because two decks give the same chapter different times. `file` is the deck's, for messages.
 */
export function chaptersOf(slides: readonly Pick<SlideInfo, 'title' | 'note' | 'content' | 'frontmatter' | 'importChain'>[], file: string): Chapter[] {
  const demos = demoSlides(slides)
  const chapters: (Chapter & { slides: DeckSlide[] })[] = []
  let last: unknown
  for (const [index, slide] of slides.entries()) {
    const number = index + 1
    const block = slide.importChain?.[0] ?? slide
    const { budget, chapter } = block.frontmatter
    if (chapters.length === 0 || (block !== last && budget !== undefined)) {
      const title = String(chapter ?? slide.title ?? `slide ${number}`)
      chapters.push({
        title,
        ...budget === undefined
          ? {}
          : {
              budget: parseClockTime(budget, `${file}, budget of chapter "${title}"`),
            },
        slides: [],
      })
    }
    last = block
    chapters.at(-1)!.slides.push({
      number,
      title: slide.title ?? '',
      note: slide.note ?? '',
      ...slide.frontmatter.asOf === undefined
        ? {}
        : {
            asOf: parseAsOf(slide.frontmatter.asOf, `${file}, slide ${number} ("${slide.title ?? ''}")`),
          },
      demos: [...demos].filter(([, shownOn]) => shownOn === number).map(([id]) => id),
    })
  }
  return chapters
}
