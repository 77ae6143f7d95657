import type { PrintPage } from './print-page.ts'

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
  /** A list after the last slide. */
  list: { title: string, items: readonly string[] }
}

/**
 * Makes a print page a handout: a sheet for every slide, with its picture and below it what `notes` has for it, and after them sheets with
 * the list. Returns how many sheets the list takes.
 */
export async function layOutHandout({ page, pages }: PrintPage, { notes, list }: Handout): Promise<number> {
  await page.addStyleTag({
    content: style(page.viewportSize()!.width),
  })
  const height = CONTENT_HEIGHT * PIXELS
  await page.evaluate(addNotes, {
    sheets: pages.map(({ id, slide }) => ({ id, html: notes[slide - 1] ?? '' })),
    height,
    type: TYPE,
  })
  return await page.evaluate(addList, {
    ...list,
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

interface AddListOptions {
  title: string
  items: readonly string[]
  /** Id of the slide whose note it follows. */
  after: string
  /** Of a sheet's content, in pixels. */
  height: number
}

/** In the page: adds sheets with a list, as many items on each as it has room for. Returns how many sheets. */
function addList({ title, items, after, height }: AddListOptions): number {
  let last: Element = document.getElementById(after)!.nextElementSibling!
  let list: HTMLUListElement | undefined
  let sheets = 0
  function nextSheet(): HTMLUListElement {
    const sheet = document.createElement('section')
    sheet.className = 'cbu-handout cbu-handout-list'
    if (++sheets === 1)
      sheet.appendChild(document.createElement('h1')).textContent = title
    last.after(sheet)
    last = sheet
    return sheet.appendChild(document.createElement('ul'))
  }
  for (const html of items) {
    list ??= nextSheet()
    const item = document.createElement('li')
    item.innerHTML = html
    list.append(item)
    if (last.getBoundingClientRect().height > height && list.children.length > 1) {
      list = nextSheet()
      list.append(item)
    }
  }
  return sheets
}
