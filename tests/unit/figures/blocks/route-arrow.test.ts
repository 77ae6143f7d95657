import type { Rectangle, Route } from '../../../../components/figures/blocks/geometry.ts'
import { describe, expect, it } from 'vitest'
import { labelPlace, routeArrow } from '../../../../components/figures/blocks/route-arrow.ts'

const box = (x: number, y: number, width = 100, height = 50): Rectangle => ({ x, y, width, height })

/** Boxes that a route runs through. */
function crossed(route: Route, boxes: readonly Rectangle[]): Rectangle[] {
  return boxes.filter(({ x, y, width, height }) => route.slice(1).some((end, index) => {
    const begin = route[index]!
    return Math.max(begin.x, end.x) > x && Math.min(begin.x, end.x) < x + width && Math.max(begin.y, end.y) > y && Math.min(begin.y, end.y) < y + height
  }))
}

describe('the route of an arrow', () => {
  it('is straight between boxes beside or above each other, and touches neither', () => {
    expect(routeArrow(box(0, 0), box(200, 0))).toEqual([
      { x: 104, y: 25 },
      { x: 196, y: 25 },
    ])
    expect(routeArrow(box(0, 200), box(0, 0))).toEqual([
      { x: 50, y: 196 },
      { x: 50, y: 54 },
    ])
  })

  it('runs in the middle of what a small and a large box share', () => {
    expect(routeArrow(box(0, 0, 400), box(300, 100))).toEqual([
      { x: 350, y: 54 },
      { x: 350, y: 96 },
    ])
  })

  it('has lanes for several arrows between the same two boxes', () => {
    const lanes = [0, 1].map(index => routeArrow(box(0, 0), box(200, 0), {
      lane: { index, of: 2 },
    })[0]!.y)
    expect(new Set(lanes).size).toBe(2)
    for (const y of lanes) {
      expect(y).toBeGreaterThan(0)
      expect(y).toBeLessThan(50)
    }
  })

  it('turns one corner where the boxes share nothing', () => {
    const route = routeArrow(box(0, 0), box(200, 200))
    expect(route).toHaveLength(3)
    expect(crossed(route, [
      box(0, 0),
      box(200, 200),
    ])).toEqual([])
  })

  it('goes around a box that stands in the way', () => {
    const [from, to] = [
      box(0, 0),
      box(200, 200),
    ]
    for (const obstacle of [
      box(200, 0),
      box(0, 200),
    ]) {
      expect(crossed(routeArrow(from, to, {
        obstacles: [from, to, obstacle],
      }), [obstacle])).toEqual([])
    }
  })

  it('crosses no box of a grid from any corner to any other, where a free way exists', () => {
    const boxes = [0, 1, 2].flatMap(x => [0, 1, 2].map(y => box(x * 160, y * 100)))
    for (const from of boxes) {
      for (const to of boxes) {
        const near = Math.abs(from.x - to.x) <= 160 && Math.abs(from.y - to.y) <= 100
        if (from !== to && near)
          expect(crossed(routeArrow(from, to, { obstacles: boxes }), boxes), `${JSON.stringify(from)} → ${JSON.stringify(to)}`).toEqual([])
      }
    }
  })

  it('goes around a box in the same row, and comes back to its own', () => {
    const boxes = [0, 1, 2].map(column => box(column * 160, 0))
    const route = routeArrow(boxes[0]!, boxes[2]!, { obstacles: boxes })
    expect(route).toHaveLength(4)
    expect(crossed(route, boxes)).toEqual([])
  })

  it('leaves and arrives in the direction that is wished', () => {
    const [from, to] = [
      box(0, 200),
      box(300, 0),
    ]
    const across = routeArrow(from, to, { along: 'x' })
    expect([across[0]!.y, across.at(-1)!.y]).toEqual([across[1]!.y, across.at(-2)!.y])
    const down = routeArrow(from, to, { along: 'y' })
    expect([down[0]!.x, down.at(-1)!.x]).toEqual([down[1]!.x, down.at(-2)!.x])
  })

  it('has its label at the middle of its longest leg', () => {
    expect(labelPlace([
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 10, y: 100 },
    ])).toEqual({ x: 10, y: 50, horizontal: false })
  })
})
