import type { OutlineEntry } from './pdf-outline.ts'
import type { PrintPage } from './print-page.ts'
import { PDFDocument } from 'pdf-lib'
import { addOutline } from './pdf-outline.ts'

/** What a PDF says about itself. */
export interface DocumentInfo {
  title: string
  author?: string
  subject?: string
  outline: readonly OutlineEntry[]
  /** Pages after the last slide's. @default 0 */
  appended?: number
}

/**
 * Prints what the browser shows, in one go. Throws when the pages do not come out as they stand there. Parts that an export could go on from are
 * not worth keeping: of the 186 slides of a deck, drawing took 60 s and printing 6 s, and ten parts were larger by a tenth, with fonts and structure
 * of their own (November 2026).
 */
export async function printPdf({ page, pages }: PrintPage, { title, author, subject, outline, appended = 0 }: DocumentInfo): Promise<Uint8Array> {
  const printed = await page.pdf({
    preferCSSPageSize: true,
    printBackground: true,
    // Headings, lists and reading order, for assistive technology.
    tagged: true,
  })
  const pdf = await PDFDocument.load(printed, { updateMetadata: false })
  const expected = pages.length + appended
  if (pdf.getPageCount() !== expected)
    throw new Error(`${expected} pages were printed on ${pdf.getPageCount()}: something is larger than its page.`)
  pdf.setTitle(title, { showInWindowTitleBar: true })
  pdf.setLanguage('en')
  if (author)
    pdf.setAuthor(author)
  if (subject)
    pdf.setSubject(subject)
  pdf.setCreator('Containers, bottom-up')
  addOutline(pdf, outline)
  return await pdf.save()
}
