import { describe, expect, it } from 'vitest'
import { slidesFolder } from '../../../scripts/project-paths.ts'
import { readDeck } from '../../../scripts/rehearsal/read-deck.ts'
import coverage from '../../../slides/coverage.json' with { type: 'json' }

/** What the thesis numbers, from its table of contents and its lists of figures and tables; without its remarks on itself. */
const numbered = [
  ...['1.3.1', '1.3.2', '1.3.3', '1.3.4'],
  ...Array.from({ length: 11 }, (_, index) => `2.1.${index + 1}`),
  ...['2.2.1', '2.2.2', '2.2.3', '2.2.4', '2.2.5'],
  ...['3.1.1', '3.1.2', '3.1.3', '3.1.4', '3.1.5', '3.2.1', '3.2.2', '3.3', '3.4', '3.5', '3.5.1', '4.2'],
  ...['Figure 1.1', 'Figure 1.2'],
  ...Array.from({ length: 16 }, (_, index) => `Figure 3.${index + 1}`),
  'Table 3.1',
]

const { chapters } = await readDeck(slidesFolder, 'lecture')
const titles = new Set(chapters.flatMap(({ slides }) => slides.map(({ title }) => title)))

it('counts every numbered part of the thesis', () => {
  expect(Object.keys(coverage).toSorted()).toEqual(numbered.toSorted())
})

describe('the lecture has a place for', () => {
  it.each(Object.entries(coverage))('%s of the thesis', (_, { slides }) => {
    expect(slides).not.toEqual([])
    expect(slides.filter(title => !titles.has(title)), 'titles of no slide').toEqual([])
  })
})
