import type { SlidevPreparserExtension } from '@slidev/types'
import type { DeckChapterSlide } from './deck-slides.ts'
import { createEntryExtension } from '../slidev/entry-extension.ts'
import { deckSlides } from './deck-slides.ts'

/**
 * Puts the slides in the place of the `chapters` that a deck's headmatter lists: an import for each, which Slidev then follows. Part of the
 * addon's `setup/preparser.ts`, so that every way of reading a deck sees the same slides. `path` is the deck's file.
 */
export function createDeckChapters(path: string): SlidevPreparserExtension {
  return createEntryExtension({
    name: 'deck-chapters',
    async changeLines(lines) {
      const slides = await deckSlides(lines.join('\n'), path)
      lines.push(...slides?.flatMap((slide, index) => importLines(slide, index === 0)) ?? [])
    },
    changeHeadmatter(headmatter) {
      // Such a deck's file is its headmatter alone; without this it would be an empty slide.
      if (headmatter.chapters !== undefined)
        headmatter.hide = true
    },
  })
}

/** `readDeck` finds the parts of the talk by `chapter` and `budget`. */
function importLines({ file, number, begins = {} }: DeckChapterSlide, first: boolean): string[] {
  const properties = Object.entries({
    src: `./${file}#${number}`,
    chapter: begins.title,
    budget: begins.budget,
    // Else Slidev makes a cover of it, also of one that has its place in the middle of other decks.
    defaults: first
      ? { layout: 'default' }
      : undefined,
  })
  return [
    '',
    '---',
    ...properties.filter(([, value]) => value !== undefined).map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
    '---',
  ]
}
