/** Fields of the decks' bibliography that a reference is made of. */
export interface Reference {
  /** What slides call it, such as `clone(2)` or `Menage 2007`. */
  label: string
  kind: string
  authors: string
  title: string
  container: string
  year: string
}

/** By key, from `slides/bibliography.json`. */
export type References = Readonly<Record<string, Reference>>

const MANUAL = 'manual page'

/** Source keys of a slide's note, from its last line `Sources: key, key`. */
export function sourceKeys(note: string): string[] {
  return (/^Sources:(.*)$/m.exec(note)?.[1] ?? '').split(',').map(key => key.trim()).filter(Boolean)
}

/** One source as HTML. A key that the bibliography lacks stands for itself. */
export function referenceHtml(key: string, reference: Reference | undefined): string {
  if (!reference)
    return escapeHtml(key)
  const { kind, authors, title, container, year } = reference
  const cite = `<cite>${escapeHtml(title)}</cite>${/[.?!]$/.test(title)
    ? ''
    : '.'}`
  return kind === MANUAL
    ? `${cite} ${escapeHtml(container)}, manual page`
    : `${escapeHtml(authors)}: ${cite} ${escapeHtml(container)}, ${escapeHtml(year)}`
}

/** All sources that the slides' notes cite, each once, in the order of what slides call them, with the slides that cite it: HTML for each. */
export function referenceList(notes: readonly string[], references: References): string[] {
  const citing = new Map<string, number[]>()
  for (const [index, note] of notes.entries()) {
    for (const key of new Set(sourceKeys(note))) {
      citing.set(key, [
        ...citing.get(key) ?? [],
        index + 1,
      ])
    }
  }
  const labelOf = (key: string): string => references[key]?.label ?? key
  return [...citing]
    .toSorted(([one], [other]) => labelOf(one).localeCompare(labelOf(other), 'en'))
    .map(([key, slides]) => `${referenceHtml(key, references[key])} <i>${slides.length === 1
      ? 'slide'
      : 'slides'} ${slides.join(', ')}</i>`)
}

/** Text as it stands in HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
