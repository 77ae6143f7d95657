import { describe, expect, it } from 'vitest'
import { spreadColumns } from '../../../../components/figures/blocks/spread-columns.ts'

const room = { width: 500, first: 50, last: 50 }

describe('columns of a row', () => {
  it('stand evenly where nothing asks for more', () => {
    expect(spreadColumns(3, [], room)).toEqual([50, 250, 450])
  })

  it('keep every distance, also over others, and share what is left', () => {
    const xs = spreadColumns(3, [
      { from: 0, to: 1, least: 200 },
      { from: 2, to: 0, least: 300 },
    ], room)!
    expect(xs[0]).toBe(50)
    expect(xs[2]).toBe(450)
    expect(xs[1]! - xs[0]!).toBeGreaterThanOrEqual(200)
    expect(xs[1]! - xs[0]! - 200).toBe(xs[2]! - xs[1]! - 100)
  })

  it('are undefined where there is too little room', () => {
    expect(spreadColumns(2, [
      { from: 0, to: 1, least: 401 },
    ], room)).toBeUndefined()
  })
})
