import type { FitFontOptions } from '../../../components/terminal/fit-font.ts'
import { describe, expect, it } from 'vitest'
import { fitFont } from '../../../components/terminal/fit-font.ts'

/** A font like the decks' own: 0.632 em wide, 1.3 em high with ascent and descent rounded by the browser. */
function measure(fontSize: number): { width: number, height: number } {
  return { width: fontSize * 0.632, height: Math.round(fontSize * 0.95) + Math.round(fontSize * 0.35) }
}

function grid(fontSize: number, { columns, rows, lineHeight, pixelRatio }: FitFontOptions): { width: number, height: number } {
  const { width, height } = measure(fontSize)
  return {
    width: Math.round(width * columns),
    height: Math.round(Math.floor(Math.ceil(height * pixelRatio) * lineHeight) * rows / pixelRatio),
  }
}

const base: FitFontOptions = {
  width: 960,
  height: 460,
  columns: 80,
  rows: 20,
  lineHeight: 1,
  pixelRatio: 1,
  measure,
}

describe('the font of a terminal', () => {
  it.each([
    { width: 960, height: 460 },
    {
      width: 451,
      height: 430,
      columns: 60,
      rows: 18,
    },
    {
      width: 1100,
      height: 170,
      columns: 80,
      rows: 9,
    },
    { width: 333.3, height: 199.9, pixelRatio: 1.5 },
    {
      width: 2000,
      height: 900,
      pixelRatio: 2,
      lineHeight: 1.2,
    },
  ])('is the largest with which the grid fits: %o', (box) => {
    const options = {
      ...base,
      ...box,
    }
    const size = fitFont(options)
    const fits = grid(size, options)
    const next = grid(size + 0.25, options)
    expect(fits.width).toBeLessThanOrEqual(options.width)
    expect(fits.height).toBeLessThanOrEqual(options.height)
    expect(next.width > options.width || next.height > options.height).toBe(true)
  })

  it('is limited by the width where columns are many', () => {
    expect(fitFont({ ...base, columns: 160 })).toBeLessThan(fitFont(base))
    expect(fitFont({ ...base, columns: 160, height: 4_000 })).toBe(fitFont({ ...base, columns: 160 }))
  })

  it('stays a size at all in a box that is too small for anything', () => {
    expect(fitFont({ ...base, width: 10, height: 5 })).toBe(2)
  })
})
