/** Size of one character at some font size, in CSS pixels: its advance, and the font's ascent plus descent. */
export interface CharacterSize {
  width: number
  height: number
}

export interface FitFontOptions {
  /** Space for the grid, in CSS pixels of the window. */
  width: number
  height: number
  /** The grid, in character cells. */
  columns: number
  rows: number
  /** Height of a row in character heights, as xterm takes it. */
  lineHeight: number
  /** Device pixels per CSS pixel. */
  pixelRatio: number
  /** Measures a character at a font size in CSS pixels. */
  measure: (fontSize: number) => CharacterSize
}

/** Font sizes are tried in steps of this many CSS pixels. Finer ones change less than a device pixel per row. */
const STEP = 0.25
/** Below this nothing can be read anyway, and a box may be any size while a slide is laid out. */
const SMALLEST = 2

/**
 * The largest font size at which the whole grid fits into the box. Cells are rounded to device pixels the way xterm's DOM renderer
 * does it (`DomRenderer._updateDimensions`), so the answer holds to the pixel.
 */
export function fitFont(options: FitFontOptions): number {
  const { width, columns, measure } = options
  const reference = 100
  const upperBound = width / columns / measure(reference).width * reference
  for (let size = Math.floor(upperBound / STEP) * STEP; size > SMALLEST; size -= STEP) {
    if (fits(size, options))
      return size
  }
  return SMALLEST
}

function fits(fontSize: number, { width, height, columns, rows, lineHeight, pixelRatio, measure }: FitFontOptions): boolean {
  const character = measure(fontSize)
  const gridWidth = Math.round(character.width * columns)
  const rowPixels = Math.floor(Math.ceil(character.height * pixelRatio) * lineHeight)
  const gridHeight = Math.round(rowPixels * rows / pixelRatio)
  return gridWidth <= width && gridHeight <= height
}
