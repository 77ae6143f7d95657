import { expect, it } from 'vitest'
import { agedSlides, datedSlides, parseAsOf } from '../../../scripts/deck/dated-slides.ts'
import { chaptersOf } from '../../../scripts/deck/read-deck.ts'
import { examineDatedFacts } from '../../../scripts/doctor/dated-facts.ts'

function deck(...days: (string | undefined)[]): ReturnType<typeof chaptersOf> {
  return chaptersOf(days.map((asOf, index) => ({
    title: `Slide ${index + 1}`,
    note: '',
    content: '',
    frontmatter: asOf === undefined
      ? {}
      : { asOf },
  })), 'slides/deck.md')
}

it('finds the slides that speak about today, oldest first', () => {
  expect(datedSlides(deck('2026-11-29', undefined, '2025-03-01')).map(({ number, asOf }) => [number, asOf])).toEqual([
    [3, '2025-03-01'],
    [1, '2026-11-29'],
  ])
})

it('calls a slide aged when its day is more than a year ago, and not a day before', () => {
  const dated = datedSlides(deck('2025-11-29', '2025-11-28', '2026-11-29'))
  expect(agedSlides(dated, new Date('2026-11-29')).map(({ number }) => number)).toEqual([2])
})

it('refuses what is no day, and says which slide has it', () => {
  expect(parseAsOf('2028-02-29', 'a slide')).toBe('2028-02-29')
  for (const wrong of [
    '2026-02-30',
    '2026-13-01',
    '2026-11',
    'today',
    '',
    true,
    2026,
  ])
    expect(() => parseAsOf(wrong, 'a slide'), String(wrong)).toThrow(/^a slide has asOf: .*year-month-day/)
  expect(() => deck('soon')).toThrow('slides/deck.md, slide 1 ("Slide 1") has asOf: soon')
})

it('has the doctor count them, and name those that are aged with what to do', () => {
  const today = new Date('2026-11-29')
  expect(examineDatedFacts(deck(undefined), today)).toEqual([])
  expect(examineDatedFacts(deck('2026-10-01', '2026-11-29'), today)).toEqual([
    { grade: 'good', topic: 'facts', words: '2 slides speak about today, the oldest as of 2026-10-01' },
  ])
  expect(examineDatedFacts(deck('2024-10-01', '2026-11-29'), today)).toEqual([
    {
      grade: 'note',
      topic: 'facts',
      words: '2 slides speak about today, the oldest as of 2024-10-01; older than a year: 1 "Slide 1"',
      remedy: expect.stringContaining('asOf: year-month-day'),
    },
  ])
})
