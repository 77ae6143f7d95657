import type { SlideInfo } from '@slidev/types'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { citedKeys } from '../../../scripts/deck/cited-keys.ts'
import { spokenWords } from '../../../scripts/deck/speaking-time.ts'
import { loadDeck } from '../../../scripts/slidev/load-deck.ts'
import { slidesFolder } from '../../../scripts/system/project-paths.ts'
import bibliography from '../../../slides/bibliography.json' with { type: 'json' }
import { OUR_DECKS } from '../../fixtures/decks.ts'

/** Spoken words of a note; longer ones are read out rather than said, shorter ones leave the speaker alone. */
const MOST_WORDS = 150
const LEAST_WORDS = 60
/** A list of sources is for reading, and its pages may do with less. */
const LIST_TITLE = /^What this rests on/
const LIST_LEAST_WORDS = 5

const decks = await Promise.all(OUR_DECKS.map(name => loadDeck(join(slidesFolder, `${name}.md`))))
/** Each slide once, by where it stands: two slides may have one title, and two decks one slide. */
const slides = new Map(decks.flatMap(deck => deck.slides).map(slide => [
  `${basename(slide.source.filepath)} ${slide.source.index + 1}, ${slide.title}`,
  slide,
]))

function countSpoken({ note = '' }: SlideInfo): number {
  return spokenWords(note).split(/\s+/).filter(Boolean).length
}

it('finds slides with notes, also those with the title of another', () => {
  expect(slides.size).toBeGreaterThan(200)
  expect(new Set([
    ...slides.values(),
  ].map(({ title }) => title)).size).toBeLessThan(slides.size)
})

describe('the note of every slide', () => {
  it.each([...slides])('%s', (_, slide) => {
    expect(slide.note ?? '', 'its note, the last comment of the slide').not.toBe('')
    expect(countSpoken(slide), 'words of the note that are spoken').toBeGreaterThanOrEqual(LIST_TITLE.test(slide.title!)
      ? LIST_LEAST_WORDS
      : LEAST_WORDS)
    expect(countSpoken(slide), 'words of the note that are spoken').toBeLessThanOrEqual(MOST_WORDS)
    expect(slide.note, 'a time, which is measured').not.toMatch(/^Time:/m)
    expect(citedKeys(slide.note).length, 'a last line with its sources, `Sources: key, key`').toBeGreaterThan(0)
    expect(citedKeys(slide.note).filter(key => !Object.hasOwn(bibliography, key)), 'keys of its sources that slides/bibliography.json lacks').toEqual([])
  })
})

it('cites every source of the bibliography somewhere', () => {
  const cited = new Set([
    ...slides.values(),
  ].flatMap(({ note }) => citedKeys(note)))
  expect(Object.keys(bibliography).filter(key => !cited.has(key))).toEqual([])
})
