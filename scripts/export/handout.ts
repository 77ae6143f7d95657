import type { ChapterReferences } from '../deck/references.ts'
import type { PrintedPage, PrintPage } from './print-page.ts'
import { UsageError } from '../base/usage-error.ts'
import { handoutStyle, SHEET_HEIGHT, TYPE } from './handout-style.ts'

export interface Handout {
  /** What each slide has below it, as HTML. */
  notes: readonly string[]
  /** What follows each slide and its note, on as many sheets as it takes: pieces of HTML that stay whole. */
  transcripts: readonly (readonly string[])[]
  /** After the last slide: lists, each with a heading, and items as HTML. */
  lists: { title: string, groups: readonly ChapterReferences[] }
}

/** The sheets of a handout. */
export interface HandoutSheets {
  /** Those of slides, in order. */
  slides: readonly PrintedPage[]
  /** How many come after them, with lists. */
  lists: number
}

/**
 * Makes a print page a handout: a sheet for every slide, with its picture and below it what `notes` has for it, then what the sheet has no room for
 * and its transcripts, and after all slides sheets with the lists. Throws `UsageError` for a piece that is larger than a sheet.
 */
export async function layOutHandout({ page, pages }: PrintPage, { notes, transcripts, lists }: Handout): Promise<HandoutSheets> {
  await page.addStyleTag({
    content: handoutStyle(page.viewportSize()!.width),
  })
  const left = await page.evaluate(addNotes, {
    sheets: pages.map(({ id, slide }) => ({ id, html: notes[slide - 1] ?? '' })),
    height: SHEET_HEIGHT,
    type: TYPE,
  })
  const further = await page.evaluate(addPieces, {
    slides: pages.map(({ id, slide }, index) => ({
      id,
      pieces: [
        ...left[index]!,
        ...transcripts[slide - 1] ?? [],
      ],
    })),
    height: SHEET_HEIGHT,
  })
  const tooLarge = pages.find((_, index) => further[index] === undefined)
  if (tooLarge)
    throw new UsageError(`Slide ${tooLarge.slide} has a paragraph in its note, or a step in its transcript, that is larger than a sheet of the handout. Break the paragraph in two with an empty line.`)
  return {
    slides: pages.flatMap((printed, index) => Array.from<PrintedPage>({ length: 1 + further[index]! }).fill(printed)),
    lists: await page.evaluate(addLists, { ...lists, height: SHEET_HEIGHT }),
  }
}

interface AddNotesOptions {
  sheets: { id: string, html: string }[]
  /** Of a sheet's content, in pixels. */
  height: number
  type: typeof TYPE
}

/**
 * In the page: puts a note below every slide, in the largest type that keeps both on one sheet. Of a note that is too long for that in any, the end
 * is left over: for each slide, pieces of HTML.
 */
function addNotes({ sheets, height, type }: AddNotesOptions): string[][] {
  return sheets.map(({ id, html }) => {
    const slide = document.getElementById(id)!
    const note = document.createElement('section')
    note.className = 'cbu-handout'
    note.innerHTML = html
    slide.after(note)
    const isFull = (): boolean => note.getBoundingClientRect().bottom - slide.getBoundingClientRect().top > height
    for (let size = type.size; size > type.smallest && isFull(); size -= type.step)
      note.style.fontSize = `${size - type.step}pt`
    if (isFull())
      note.style.removeProperty('font-size')
    const left: string[] = []
    while (isFull() && note.lastElementChild) {
      left.unshift(`<div class="cbu-handout-piece cbu-handout-left">${note.lastElementChild.outerHTML}</div>`)
      note.lastElementChild.remove()
    }
    return left
  })
}

interface AddPiecesOptions {
  slides: { id: string, pieces: readonly string[] }[]
  /** Of a sheet's content, in pixels. */
  height: number
}

/**
 * In the page: puts pieces below a slide's note and then on sheets of their own, as many as each has room for. Returns how many sheets each slide got;
 * undefined where no sheet has room for a piece.
 */
function addPieces({ slides, height }: AddPiecesOptions): (number | undefined)[] {
  // All are measured at once: a page with hundreds of slides takes long to lay out.
  const measured = document.createElement('section')
  measured.className = 'cbu-handout cbu-handout-list'
  measured.innerHTML = slides.flatMap(({ pieces }) => pieces).join('')
  document.querySelector('.cbu-handout')!.after(measured)
  const heights = [
    ...measured.children,
  ].map(piece => piece.getBoundingClientRect().height)
  const used = slides.map(({ id }) => {
    const slide = document.getElementById(id)!
    return slide.nextElementSibling!.getBoundingClientRect().bottom - slide.getBoundingClientRect().top
  })
  const sheetsOf = slides.map(({ id, pieces }, index) => {
    let sheet = document.getElementById(id)!.nextElementSibling!
    let left = height - used[index]!
    let sheets = 0
    const ofSlide = heights.splice(0, pieces.length)
    for (const needed of ofSlide) {
      if (needed > left) {
        const next = document.createElement('section')
        next.className = 'cbu-handout cbu-handout-list'
        sheet.after(next)
        sheet = next
        left = height
        sheets++
      }
      sheet.append(measured.firstElementChild!)
      left -= needed
    }
    return ofSlide.some(needed => needed > height)
      ? undefined
      : sheets
  })
  measured.remove()
  return sheetsOf
}

interface AddListsOptions {
  title: string
  groups: readonly ChapterReferences[]
  /** Of a sheet's content, in pixels. */
  height: number
}

/** In the page: adds sheets with lists after all others, as many items on each as it has room for; no heading ends a sheet. Returns how many sheets. */
function addLists({ title, groups, height }: AddListsOptions): number {
  let last = [
    ...document.querySelectorAll('.cbu-handout'),
  ].at(-1)!
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
