import type { Reference, References } from '../protocol/reference.ts'
import type { Chapter } from './read-deck.ts'
import { escapeHtml } from '../base/escape-html.ts'
import { citedKeys } from './cited-keys.ts'

const MANUAL = 'manual page'

/** One source as HTML. A key that the bibliography lacks stands for itself. */
export function referenceHtml(key: string, reference: Reference | undefined): string {
  if (!reference)
    return escapeHtml(key)
  const { kind, authors, title, container, year, retrieved } = reference
  const cite = `<cite>${escapeHtml(title)}</cite>${/[.?!]$/.test(title)
    ? ''
    : '.'}`
  return kind === MANUAL
    ? `${cite} ${escapeHtml(container)}, manual page`
    : `${escapeHtml(authors)}: ${cite} ${escapeHtml(container)}, ${escapeHtml(year)}${retrieved === undefined
      ? ''
      : `, read ${escapeHtml(retrieved)}`}`
}

/** Sources that the notes of one chapter's slides cite. */
export interface ChapterReferences {
  title: string
  /** In the order of what slides call them, each once, with the slides that cite it: HTML. */
  items: readonly string[]
}

/** All sources that a deck's notes cite, chapter by chapter. Chapters that cite nothing are left out. */
export function referenceList(chapters: readonly Chapter[], references: References): ChapterReferences[] {
  const labelOf = (key: string): string => references[key]?.label ?? key
  return chapters.map(({ title, slides }) => ({
    title,
    items: [
      ...new Set(slides.flatMap(({ note }) => citedKeys(note))),
    ]
      .toSorted((one, other) => labelOf(one).localeCompare(labelOf(other), 'en'))
      .map(key => `${referenceHtml(key, references[key])} <i>${slides
        .filter(({ note }) => citedKeys(note).includes(key))
        .map(({ number, title }) => escapeHtml(`${number} ${title.replaceAll('`', '')}`))
        .join(' · ')}</i>`),
  })).filter(({ items }) => items.length > 0)
}
