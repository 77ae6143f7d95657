import type { Chapter } from '../deck/read-deck.ts'
import type { Finding } from './finding.ts'
import { agedSlides, datedSlides } from '../deck/dated-slides.ts'

/** How old the claims about today are that a deck makes, and which slides have to be checked again. */
export function examineDatedFacts(chapters: readonly Chapter[], today: Date): Finding[] {
  const dated = datedSlides(chapters)
  if (dated.length === 0)
    return []
  const aged = agedSlides(dated, today)
  const told = `${dated.length} ${dated.length === 1
    ? 'slide speaks'
    : 'slides speak'} about today, the oldest as of ${dated[0]!.asOf}`
  if (aged.length === 0) {
    return [
      { grade: 'good', topic: 'facts', words: told },
    ]
  }
  return [
    {
      grade: 'note',
      topic: 'facts',
      words: `${told}; older than a year: ${aged.map(({ number, title }) => `${number} "${title}"`).join(', ')}`,
      remedy: 'Open the sources in its note again, correct the slide, and write the day into its front matter: asOf: year-month-day',
    },
  ]
}
