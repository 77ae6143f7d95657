import type { Chapter } from '../deck/read-deck.ts'
import type { OutlineEntry } from './pdf-outline.ts'
import type { PrintedPage } from './print-page.ts'

/** A deck's outline: its chapters, and in them every slide with a title, leading to the first of its pages. */
export function deckOutline(chapters: readonly Chapter[], pages: readonly PrintedPage[]): OutlineEntry[] {
  const entriesOf = ({ slides }: Chapter): OutlineEntry[] => slides.filter(({ title }) => title !== '').map(({ title, number }) => ({
    // Titles are Markdown.
    title: title.replaceAll(/[`*]/g, ''),
    page: pages.findIndex(({ slide }) => slide === number),
  }))
  return chapters.flatMap((chapter) => {
    const entries = entriesOf(chapter)
    if (chapters.length === 1 || chapter.slides.length === 1)
      return entries
    const page = pages.findIndex(({ slide }) => slide === chapter.slides[0]!.number)
    // A slide that only opens the chapter would stand there twice.
    return [
      {
        title: chapter.title,
        page,
        children: entries.filter(entry => entry.page !== page || entry.title !== chapter.title),
      },
    ]
  })
}
