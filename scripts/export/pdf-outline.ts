import type { PDFDocument, PDFRef } from 'pdf-lib'
import { PDFHexString, PDFName } from 'pdf-lib'

/** An entry of a PDF's outline, which readers show beside the pages. */
export interface OutlineEntry {
  title: string
  /** Page it leads to, from 0. */
  page: number
  children?: readonly OutlineEntry[]
}

/** Gives a document an outline, shown when it is opened. PDF 32000-1:2008, 12.3.3. */
export function addOutline(pdf: PDFDocument, entries: readonly OutlineEntry[]): void {
  if (entries.length === 0)
    return
  const root = pdf.context.nextRef()
  const { first, last } = addLevel(pdf, root, entries)
  pdf.context.assign(root, pdf.context.obj({
    Type: 'Outlines',
    First: first,
    Last: last,
    Count: entries.length,
  }))
  pdf.catalog.set(PDFName.of('Outlines'), root)
  pdf.catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'))
}

/** Adds entries that stand below one parent, closed where they have children of their own. */
function addLevel(pdf: PDFDocument, parent: PDFRef, entries: readonly OutlineEntry[]): { first: PDFRef, last: PDFRef } {
  const refs = entries.map(() => pdf.context.nextRef())
  for (const [index, { title, page, children = [] }] of entries.entries()) {
    const ref = refs[index]!
    const below = children.length > 0
      ? addLevel(pdf, ref, children)
      : undefined
    pdf.context.assign(ref, pdf.context.obj({
      Title: PDFHexString.fromText(title),
      Parent: parent,
      Dest: [pdf.getPage(page).ref, 'Fit'],
      ...index > 0 && { Prev: refs[index - 1]! },
      ...index < refs.length - 1 && { Next: refs[index + 1]! },
      ...below && { First: below.first, Last: below.last, Count: -children.length },
    }))
  }
  return {
    first: refs[0]!,
    last: refs.at(-1)!,
  }
}
