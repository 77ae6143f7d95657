import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadDeck } from '../../../scripts/slidev/load-deck.ts'
import { slidesFolder } from '../../../scripts/system/project-paths.ts'
import { TERMS } from '../../fixtures/terms.ts'

/** Decks that are told from beginning to end; slides of the others are shown one at a time. */
const TOLD = ['lecture', 'meetup']

const decks = await Promise.all(TOLD.map(async (name) => {
  const { slides } = await loadDeck(join(slidesFolder, `${name}.md`))
  return {
    name,
    slides: slides.map(({ title = '', content, note = '' }) => ({
      title,
      // Names of sources and of the demo that proves a bet are neither shown nor spoken.
      text: `${title}\n${content}\n${note}`.replaceAll(/^(?:Sources|proof):.*$/gm, ''),
    })),
  }
}))

describe('a word is explained before it is used:', () => {
  it.each(TERMS)('$term', ({ term, explainedOn }) => {
    const explaining = decks.map(({ slides }) => slides.findIndex(({ title }) => explainedOn.includes(title)))
    expect(Math.max(...explaining), 'a slide that explains it').toBeGreaterThanOrEqual(0)
    for (const [index, { name, slides }] of decks.entries()) {
      const at = explaining[index]!
      const first = slides.findIndex(({ text }) => term.test(text))
      expect(slides[first]?.title, `the first slide of ${name} with this word`).toBe(slides[at]?.title)
    }
  })
})
