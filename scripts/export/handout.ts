import type { PrintPage } from './print-page.ts'
import type { ChapterReferences } from './references.ts'

/** A4 upright, in millimetres. What slide and note leave is for what readers add by hand. */
const SHEET = { width: 210, height: 297, margin: 16 }
const CONTENT_WIDTH = SHEET.width - 2 * SHEET.margin
const CONTENT_HEIGHT = SHEET.height - 2 * SHEET.margin
/** CSS pixels of a millimetre. */
const PIXELS = 96 / 25.4
/** Between slide and note, in millimetres. */
const GAP = 7
/** Of the words, in points, as on other paper; a long note gets smaller ones so that a slide keeps to its sheet. */
const TYPE = { size: 11, smallest: 7.5, step: 0.5 }

function style(canvasWidth: number): string {
  return `
@page {
  size: A4;
  margin: ${SHEET.margin}mm;

  @bottom-right {
    content: counter(page);
    color: var(--cbu-muted);
    font: 9pt var(--cbu-font-sans);
  }
}

html, body, #page-root, #print-container {
  background: none !important;
}

#page-root {
  display: block !important;
}

.print-slide-container {
  zoom: ${(CONTENT_WIDTH * PIXELS / canvasWidth).toFixed(4)};
  border: 1.5px solid var(--cbu-line);
  break-before: page;
  break-after: avoid !important;
}

.print-slide-container:first-child {
  break-before: auto;
}

.cbu-handout {
  width: ${CONTENT_WIDTH}mm;
  padding-top: ${GAP}mm;
  color: var(--cbu-text);
  font: ${TYPE.size}pt / 1.45 var(--cbu-font-sans);
}

.cbu-handout p {
  margin: 0 0 0.8em;
}

.cbu-handout code {
  font-family: var(--cbu-font-mono);
}

.cbu-handout h1 {
  margin: 0 0 0.6em;
  font: 700 1.5em / 1.2 var(--cbu-font-sans);
}

.cbu-handout-list {
  padding-top: 0;
  break-before: page;
}

.cbu-handout-list li {
  margin-bottom: 0.5em;
}

.cbu-handout-list i {
  display: block;
  color: var(--cbu-muted);
  font-style: normal;
}

.cbu-handout h2 {
  margin: 1.4em 0 0.3em;
  font: 700 0.86em / 1.4 var(--cbu-font-sans);
}

.cbu-handout ul,
.cbu-handout ol {
  margin: 0;
  padding: 0;
  font-size: 0.86em;
  line-height: 1.4;
  list-style: none;
}

.cbu-handout ol {
  padding-left: 1.8em;
  list-style: decimal;
}

.cbu-handout ol i {
  margin-left: 0.8em;
}

.cbu-handout cite {
  font-style: italic;
}

.cbu-handout ol i,
.cbu-handout-time {
  color: var(--cbu-muted);
  font-style: normal;
}

.cbu-handout-time {
  font-size: 0.86em;
}

.cbu-handout-click {
  padding: 0 0.4em;
  border: 1px solid var(--cbu-line);
  border-radius: 0.3em;
  color: var(--cbu-muted);
  font-size: 0.78em;
}
`
}

export interface Handout {
  /** What each slide has below it, as HTML. */
  notes: readonly string[]
  /** After the last slide: lists, each with a heading, and items as HTML. */
  lists: { title: string, groups: readonly ChapterReferences[] }
}

/**
 * Makes a print page a handout: a sheet for every slide, with its picture and below it what `notes` has for it, and after them sheets with
 * the lists. Returns how many sheets these take.
 */
export async function layOutHandout({ page, pages }: PrintPage, { notes, lists }: Handout): Promise<number> {
  await page.addStyleTag({
    content: style(page.viewportSize()!.width),
  })
  const height = CONTENT_HEIGHT * PIXELS
  await page.evaluate(addNotes, {
    sheets: pages.map(({ id, slide }) => ({ id, html: notes[slide - 1] ?? '' })),
    height,
    type: TYPE,
  })
  return await page.evaluate(addLists, {
    ...lists,
    after: pages.at(-1)!.id,
    height,
  })
}

interface AddNotesOptions {
  sheets: { id: string, html: string }[]
  /** Of a sheet's content, in pixels. */
  height: number
  type: typeof TYPE
}

/** In the page: puts a note below every slide, in the largest type that keeps both on one sheet. */
function addNotes({ sheets, height, type }: AddNotesOptions): void {
  for (const { id, html } of sheets) {
    const slide = document.getElementById(id)!
    const note = document.createElement('section')
    note.className = 'cbu-handout'
    note.innerHTML = html
    slide.after(note)
    for (let size = type.size; size > type.smallest && note.getBoundingClientRect().bottom - slide.getBoundingClientRect().top > height; size -= type.step)
      note.style.fontSize = `${size - type.step}pt`
  }
}

interface AddListsOptions {
  title: string
  groups: readonly ChapterReferences[]
  /** Id of the slide whose note it follows. */
  after: string
  /** Of a sheet's content, in pixels. */
  height: number
}

/** In the page: adds sheets with lists, as many items on each as it has room for; no heading ends a sheet. Returns how many sheets. */
function addLists({ title, groups, after, height }: AddListsOptions): number {
  let last: Element = document.getElementById(after)!.nextElementSibling!
  let sheets = 0
  function nextSheet(): void {
    const sheet = document.createElement('section')
    sheet.className = 'cbu-handout cbu-handout-list'
    last.after(sheet)
    last = sheet
    sheets++
  }
  function newElement(tag: string, html: string): HTMLElement {
    const element = document.createElement(tag)
    element.innerHTML = html
    return element
  }
  nextSheet()
  last.append(newElement('h1', title))
  for (const { title, items } of groups) {
    const heading = newElement('h2', '')
    heading.textContent = title
    let list = newElement('ul', '')
    last.append(heading, list)
    for (const [index, html] of items.entries()) {
      const item = newElement('li', html)
      list.append(item)
      if (last.getBoundingClientRect().height <= height)
        continue
      nextSheet()
      if (index === 0) {
        last.append(heading, list)
      }
      else {
        list = newElement('ul', '')
        list.append(item)
        last.append(list)
      }
    }
  }
  return sheets
}
