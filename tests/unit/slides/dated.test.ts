import { expect, it } from 'vitest'
import { citedKeys } from '../../../scripts/deck/cited-keys.ts'
import { datedSlides } from '../../../scripts/deck/dated-slides.ts'
import { readDeck } from '../../../scripts/deck/read-deck.ts'
import { slidesFolder } from '../../../scripts/system/project-paths.ts'
import { OUR_DECKS } from '../../fixtures/decks.ts'

/** Words with which a note speaks about the present state of things. */
const TODAY = /\b(?:today|nowadays|currently|current one|by now|meanwhile)\b/i
/** The same words, about this talk rather than the world. */
const OF_THE_TALK = /^Containers, bottom-up$/

const chapters = (await Promise.all(OUR_DECKS.map(name => readDeck(slidesFolder, name)))).flatMap(deck => deck.chapters)
const slides = chapters.flatMap(chapter => chapter.slides)
const dated = datedSlides(chapters)

it('finds slides that say from when they are', () => {
  expect(dated.length).toBeGreaterThan(20)
})

it('has a source for every claim about today', () => {
  expect(dated.filter(({ note }) => citedKeys(note).length === 0).map(({ title }) => title)).toEqual([])
})

it('says from when it is wherever a note speaks about today', () => {
  expect(slides.filter(({ note, title, asOf }) => asOf === undefined && TODAY.test(note) && !OF_THE_TALK.test(title)).map(({ title }) => title)).toEqual([])
})
