import type { OutlineEntry } from './pdf-outline.ts'
import type { PrintedPage } from './print-page.ts'

/** A deck's outline: every slide with a title, leading to the first of its pages. */
export function deckOutline(slides: readonly { title?: string }[], pages: readonly PrintedPage[]): OutlineEntry[] {
  return slides.flatMap(({ title }, index) => title
    ? [
        {
          title,
          page: pages.findIndex(({ slide }) => slide === index + 1),
        },
      ]
    : [])
}
