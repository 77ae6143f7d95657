import type { References } from '../../../scripts/export/references.ts'
import { expect, it } from 'vitest'
import { referenceList } from '../../../scripts/export/references.ts'

const references: References = {
  zoo: {
    label: 'Zoo 2001',
    kind: 'paper',
    authors: 'A. Zoo & Co.',
    title: 'Why?',
    container: 'Journal',
    year: '2001',
  },
  clone: {
    label: 'clone(2)',
    kind: 'manual page',
    authors: 'Linux man-pages',
    title: 'clone(2)',
    container: 'Linux man-pages project',
    year: '6.x',
  },
}

it('lists cited sources once, by their labels, with the slides that cite them', () => {
  expect(referenceList(['Said.\n\nTime: 1:00\nSources: zoo, clone', 'Nothing.', 'Sources: zoo, zoo, lost'], references)).toEqual([
    '<cite>clone(2)</cite>. Linux man-pages project, manual page <i>slide 1</i>',
    'lost <i>slide 3</i>',
    'A. Zoo &amp; Co.: <cite>Why?</cite> Journal, 2001 <i>slides 1, 3</i>',
  ])
  expect(referenceList(['Nothing.'], references)).toEqual([])
})
