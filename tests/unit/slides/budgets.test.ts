import { describe, expect, it } from 'vitest'
import { readDeck } from '../../../scripts/deck/read-deck.ts'
import { recordedPaces } from '../../../scripts/deck/recorded-paces.ts'
import { chapterTimes } from '../../../scripts/deck/speaking-time.ts'
import { readTalkDemos } from '../../../scripts/server/talk-demos.ts'
import { slidesFolder } from '../../../scripts/system/project-paths.ts'
import { OUR_DECKS } from '../../fixtures/decks.ts'

/** Share of a chapter's budget that its slides fill at least; what is left is for questions and laughter. */
const LEAST_SHARE = 0.85

/** With the time that the machine itself took when the demos were recorded. */
const { catalogue, recordings } = await readTalkDemos()
const paces = recordedPaces(catalogue, recordings)
const decks = await Promise.all(OUR_DECKS.map(name => readDeck(slidesFolder, name)))
const chapters = decks.flatMap(({ name, chapters }) => chapterTimes(chapters, paces).map(chapter => ({ ...chapter, deck: name })))

it('finds chapters in every deck', () => {
  expect(new Set(chapters.map(({ deck }) => deck)).size).toBe(decks.length)
})

describe('what its slides take at speaking pace, and its demos on their machine, is the budget of', () => {
  it.each(chapters)('$title in $deck', ({ seconds, budget }) => {
    expect(budget, 'a budget').toBeGreaterThan(0)
    expect(seconds, 'seconds of the chapter').toBeLessThanOrEqual(budget!)
    expect(seconds, 'seconds of the chapter').toBeGreaterThanOrEqual(budget! * LEAST_SHARE)
  })
})

describe('the budgets of all chapters fit into', () => {
  it.each(decks)('$name', ({ duration, chapters }) => {
    expect(chapters.reduce((sum, { budget = 0 }) => sum + budget, 0)).toBeLessThanOrEqual(duration!)
  })
})
