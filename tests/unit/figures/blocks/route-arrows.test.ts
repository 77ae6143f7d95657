import type { Rectangle } from '../../../../components/figures/blocks/geometry.ts'
import { describe, expect, it } from 'vitest'
import { legsOf, sharedLength } from '../../../../components/figures/blocks/geometry.ts'
import { routeArrows } from '../../../../components/figures/blocks/route-arrows.ts'

const box = (x: number, y: number): Rectangle => ({ x, y, width: 100, height: 50 })
const places = new Map([
  [
    'pod',
    box(0, 0),
  ],
  [
    'class',
    box(200, 0),
  ],
  [
    'config',
    box(0, 100),
  ],
  [
    'type',
    box(200, 100),
  ],
])
const arrow = (from: string, to: string, later = false): { from: string, to: string, later: boolean } => ({ from, to, later })

/** How far the ways of two arrows run along each other. */
function along(arrows: ReturnType<typeof arrow>[]): number {
  const [one, other] = routeArrows(arrows, places)
  return legsOf(one!).reduce((sum, leg) => sum + legsOf(other!).reduce((part, each) => part + sharedLength(leg, each), 0), 0)
}

describe('arrows of a figure', () => {
  it('do not run along each other, even where that is a detour', () => {
    expect(along([
      arrow('class', 'config'),
      arrow('config', 'type'),
    ])).toBe(0)
    expect(along([
      arrow('config', 'type'),
      arrow('class', 'config'),
    ])).toBe(0)
  })

  it('may begin together', () => {
    expect(along([
      arrow('pod', 'type'),
      arrow('pod', 'class'),
    ])).toBeGreaterThan(0)
  })

  it('have no way while a box has no place', () => {
    expect(routeArrows([
      arrow('pod', 'elsewhere'),
    ], places)).toEqual([undefined])
  })
})
