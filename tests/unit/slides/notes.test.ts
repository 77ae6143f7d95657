import type { DeckSlide } from '../../../scripts/rehearsal/read-deck.ts'
import { describe, expect, it } from 'vitest'
import { citedKeys } from '../../../components/slide/cited-keys.ts'
import { slidesFolder } from '../../../scripts/project-paths.ts'
import { readDeck } from '../../../scripts/rehearsal/read-deck.ts'
import { listDecks } from '../../../scripts/server/find-deck.ts'
import bibliography from '../../../slides/bibliography.json' with { type: 'json' }

/** Spoken words of a note; longer ones are read out rather than said, shorter ones leave the speaker alone. */
const MOST_WORDS = 150
const LEAST_WORDS = 60
/** A list of sources is for reading, and its pages may do with less. */
const LIST_TITLE = /^What this rests on/
const LIST_LEAST_WORDS = 25

const decks = await Promise.all((await listDecks(slidesFolder)).map(name => readDeck(slidesFolder, name)))
const slides = new Map(decks.flatMap(({ chapters }) => chapters.flatMap(chapter => chapter.slides)).map(slide => [slide.title, slide]))

/** The note without click marks and without its last lines of time and sources. */
function spokenWords({ note }: DeckSlide): number {
  return note.replaceAll('[click]', '').replaceAll(/^(?:Time|Sources):.*$/gm, '').split(/\s+/).filter(Boolean).length
}

it('finds slides with notes', () => {
  expect(slides.size).toBeGreaterThan(40)
})

describe('the note of every slide', () => {
  it.each([...slides])('%s', (title, slide) => {
    expect(slide.note, 'a note').not.toBe('')
    expect(spokenWords(slide), 'spoken words').toBeGreaterThanOrEqual(LIST_TITLE.test(title)
      ? LIST_LEAST_WORDS
      : LEAST_WORDS)
    expect(spokenWords(slide), 'spoken words').toBeLessThanOrEqual(MOST_WORDS)
    expect(slide.note, 'the time it takes').toMatch(/^Time: \d{1,2}:\d{2}$/m)
    expect(citedKeys(slide.note).filter(key => !Object.hasOwn(bibliography, key)), 'keys that slides/bibliography.json lacks').toEqual([])
  })
})

it('cites every source of the bibliography somewhere', () => {
  const cited = new Set([
    ...slides.values(),
  ].flatMap(({ note }) => citedKeys(note)))
  expect(Object.keys(bibliography).filter(key => !cited.has(key))).toEqual([])
})
