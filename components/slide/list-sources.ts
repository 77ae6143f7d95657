import type { Reference } from '../../scripts/protocol/reference.ts'

/** One line of a reference list: a title in italics, and what stands around it. */
export interface SourceEntry {
  before: string
  title: string
  after: string
}

const MANUAL = 'manual page'

/** Sources as a reference list: manual pages of one project in one entry, then works in the order of their labels. */
export function listSources(sources: readonly Reference[]): SourceEntry[] {
  const sorted = sources.toSorted((a, b) => a.label.localeCompare(b.label, 'en'))
  const manuals = Map.groupBy(sorted.filter(({ kind }) => kind === MANUAL), ({ container }) => container)
  return [
    ...[...manuals].map(([project, pages]) => ({
      before: project,
      title: pages.map(({ title }) => title).join(', '),
      after: 'Manual pages',
    })),
    ...sorted.filter(({ kind }) => kind !== MANUAL).map(({ authors, title, container, year }) => ({
      before: authors,
      title,
      after: `${container}, ${year}`,
    })),
  ]
}
