import type { DeckSlide } from '../../../scripts/deck/read-deck.ts'
import type { References } from '../../../scripts/protocol/reference.ts'
import { expect, it } from 'vitest'
import { referenceList } from '../../../scripts/deck/references.ts'

const references: References = {
  zoo: {
    label: 'Zoo 2001',
    kind: 'paper',
    authors: 'A. Zoo & Co.',
    title: 'Why?',
    container: 'Journal',
    year: '2001',
    retrieved: '2026-11-29',
  },
  clone: {
    label: 'clone(2)',
    kind: 'manual page',
    authors: 'Linux man-pages',
    title: 'clone(2)',
    container: 'Linux man-pages project',
    year: '6.x',
    retrieved: '2026-11-29',
  },
}

function slide(number: number, title: string, note: string): DeckSlide {
  return { number, title, note, demos: [] }
}

it('lists the sources of each chapter once, by their labels, with the slides that cite them', () => {
  expect(referenceList([
    {
      title: 'Silence',
      slides: [
        slide(1, 'Nothing', 'Nothing.'),
      ],
    },
    {
      title: 'Calls',
      slides: [
        slide(2, '`clone` & co.', 'Said.\n\nSources: zoo, clone'),
        slide(3, 'Why', 'Sources: zoo, zoo, lost'),
      ],
    },
    {
      title: 'End',
      slides: [
        slide(4, 'Again', 'Sources: clone'),
      ],
    },
  ], references)).toEqual([
    {
      title: 'Calls',
      items: [
        '<cite>clone(2)</cite>. Linux man-pages project, manual page <i>2 clone &amp; co.</i>',
        'lost <i>3 Why</i>',
        'A. Zoo &amp; Co.: <cite>Why?</cite> Journal, 2001, read 2026-11-29 <i>2 clone &amp; co. · 3 Why</i>',
      ],
    },
    {
      title: 'End',
      items: ['<cite>clone(2)</cite>. Linux man-pages project, manual page <i>4 Again</i>'],
    },
  ])
})
