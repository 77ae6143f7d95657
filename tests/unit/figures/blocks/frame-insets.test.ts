import { describe, expect, it } from 'vitest'
import { areaOf, parseGrid } from '../../../../components/figures/blocks/box-grid.ts'
import { frameInsets } from '../../../../components/figures/blocks/frame-insets.ts'

const grid = parseGrid(`
  a  b
  c  d
`)
const area = (...names: string[]): ReturnType<typeof areaOf> => areaOf(grid, names)

describe('room for frames', () => {
  it('is left where a box stands at the edge of a frame around it, and nowhere else', () => {
    const all = area('a', 'b', 'c', 'd')
    expect(frameInsets(area('a'), [all])).toMatchObject({ bottom: 0, right: 0 })
    expect(frameInsets(area('a'), [all]).top).toBeGreaterThan(0)
    expect(frameInsets(area('d'), [
      area('a', 'b'),
    ])).toEqual({ top: 0, left: 0, bottom: 0, right: 0 })
  })

  it('is as much as all frames need that end there', () => {
    const frames = [
      area('a', 'b', 'c', 'd'),
      area('a', 'b'),
    ]
    expect(frameInsets(area('a'), frames).top).toBe(2 * frameInsets(area('a'), frames.slice(0, 1)).top)
    expect(frameInsets(area('c'), frames).top).toBe(0)
  })

  it('lets the first of two frames around the same boxes be outside', () => {
    const twins = [
      area('a'),
      area('a'),
    ]
    expect(frameInsets(area('a'), twins, 0).top).toBe(0)
    expect(frameInsets(area('a'), twins, 1).top).toBeGreaterThan(0)
  })
})
