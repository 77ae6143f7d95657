import { describe, expect, it } from 'vitest'
import { demosFolder, slidesFolder } from '../../../scripts/project-paths.ts'
import { readDeck } from '../../../scripts/rehearsal/read-deck.ts'
import { chapterTimes } from '../../../scripts/rehearsal/speaking-time.ts'
import { listDecks } from '../../../scripts/server/find-deck.ts'
import { readDemos } from '../../../scripts/server/read-demos.ts'

/** Share of a chapter's budget that its slides fill at least; what is left is for questions and laughter. */
const LEAST_SHARE = 0.85

const catalogue = await readDemos(demosFolder)
/** Without the time of the machine itself, which only a rehearsal knows. */
const paces = new Map([...catalogue].map(([id, definition]) => [
  id,
  { definition, stepSeconds: [] },
]))
const decks = await Promise.all((await listDecks(slidesFolder)).map(name => readDeck(slidesFolder, name)))
const chapters = decks.flatMap(({ name, chapters }) => chapterTimes(chapters, paces).map(chapter => ({ ...chapter, deck: name })))

it('finds chapters in every deck', () => {
  expect(decks.length).toBeGreaterThan(0)
  expect(new Set(chapters.map(({ deck }) => deck)).size).toBe(decks.length)
})

describe('what its slides take by their notes is the budget of', () => {
  it.each(chapters)('$title in $deck', ({ seconds, budget, longDemos }) => {
    expect(budget, 'a budget').toBeGreaterThan(0)
    expect(seconds, 'seconds of the chapter').toBeLessThanOrEqual(budget!)
    expect(seconds, 'seconds of the chapter').toBeGreaterThanOrEqual(budget! * LEAST_SHARE)
    expect(longDemos, 'demos that take longer than their slide\'s note says').toEqual([])
  })
})

describe('the budgets of all chapters fit into', () => {
  it.each(decks)('$name', ({ duration, chapters }) => {
    expect(chapters.reduce((sum, { budget = 0 }) => sum + budget, 0)).toBeLessThanOrEqual(duration!)
  })
})
