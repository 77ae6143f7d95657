import type { OverlayColumn } from '../../../../components/figures/live/overlay-view.ts'
import { expect, it } from 'vitest'
import { placeColumns } from '../../../../components/figures/live/overlay-columns.ts'
import { overlayMeasures } from '../../../../components/figures/live/overlay-measures.ts'

/** Widths of a figure beside a terminal, in px: on a slide, and somewhat more. */
const BESIDE = 280
const ROOMIER = 300

const LOWER = ['clean', 'app', 'base']
const LAYERS = ['merged', 'upper', ...LOWER]

function columns(...lower: string[]): OverlayColumn[] {
  return [
    { label: 'merged', role: 'merged' },
    { label: 'upper', role: 'upper' },
    ...lower.map(label => ({ label, role: 'lower' as const })),
  ]
}

function titles(lower: readonly string[], width: number): { words: string, isAbove: boolean }[] {
  return placeColumns(columns(...lower), overlayMeasures(width), width).map(({ words, isAbove }) => ({ words, isAbove }))
}

it('keeps titles in a line where there is room', () => {
  const placed = titles(LOWER, ROOMIER)
  expect(placed.map(({ words }) => words)).toEqual(LAYERS)
  expect(placed.some(({ isAbove }) => isAbove)).toBe(false)
})

it('sets every second title above rather than cutting one', () => {
  const placed = titles(LOWER, BESIDE)
  expect(placed.map(({ words }) => words)).toEqual(LAYERS)
  expect(placed.map(({ isAbove }) => isAbove)).toEqual([true, false, true, false, true])
})

it('cuts titles that two lines have no room for, and tells columns apart by their bands', () => {
  const placed = titles(['a-layer-with-a-name', 'another-with-a-name', 'the-third-of-them'], BESIDE)
  expect(placed.some(({ words }) => words.endsWith('…'))).toBe(true)
  expect(placed.some(({ isAbove }) => isAbove)).toBe(false)
})
