/** A4 upright, in millimetres. What slide and note leave is for what readers add by hand. */
const SHEET = { width: 210, height: 297, margin: 16 }
const CONTENT_WIDTH = SHEET.width - 2 * SHEET.margin
/** CSS pixels of a millimetre, and points. */
const PIXELS = 96 / 25.4
const POINTS = 72 / 25.4
/** In CSS pixels: what is measured on the screen may be printed larger by what is rounded. A sheet that was full but for 0.1 was printed on two. */
const ROUNDING = 4
/** Height of a sheet's content in CSS pixels. */
export const SHEET_HEIGHT = (SHEET.height - 2 * SHEET.margin) * PIXELS - ROUNDING
/** Between slide and note, in millimetres. */
const GAP = 7
/** Of transcripts, in points, and the columns that a sheet then has room for. */
const TRANSCRIPT = { size: 8 }
export const TRANSCRIPT_COLUMNS = Math.floor((CONTENT_WIDTH - 3) * POINTS / (TRANSCRIPT.size * 0.635))
/** Of the words, in points, as on other paper; a long note gets smaller ones so that a slide keeps to its sheet. */
export const TYPE = { size: 11, smallest: 7.5, step: 0.5 }

/** What makes a print page of slides this wide, in pixels, one of sheets. */
export function handoutStyle(canvasWidth: number): string {
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

.cbu-handout ul {
  margin: 0;
  padding: 0;
  font-size: 0.86em;
  line-height: 1.4;
  list-style: none;
}

.cbu-handout cite {
  font-style: italic;
}

.cbu-handout-time {
  color: var(--cbu-muted);
  font-size: 0.86em;
}

.cbu-handout-click {
  padding: 0 0.4em;
  border: 1px solid var(--cbu-line);
  border-radius: 0.3em;
  color: var(--cbu-muted);
  font-size: 0.78em;
}

/* Pieces of a transcript: their heights add up, so that sheets can be filled by sums. */
.cbu-handout-piece {
  display: flow-root;
  padding-bottom: 2mm;
}

.cbu-handout-piece h2 {
  margin: 3mm 0 0;
}

.cbu-handout-piece p {
  margin: 0;
  font-size: 9pt;
  line-height: 1.35;
}

.cbu-handout-left p {
  font: inherit;
}

.cbu-handout-piece pre {
  margin: 0;
  padding: 0 0 0 3mm;
  border-left: 0.4mm solid var(--cbu-line);
  color: var(--cbu-text);
  font: ${TRANSCRIPT.size}pt / 1.3 var(--cbu-font-mono);
  font-variant-ligatures: none;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}

.cbu-handout-promised {
  margin-left: -3mm;
  padding-left: calc(3mm - 1.4mm);
  border-left: 1.4mm solid var(--cbu-ink);
}
`
}
