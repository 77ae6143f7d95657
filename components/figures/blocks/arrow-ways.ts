import type { Rectangle, Route } from './geometry.ts'
import { edgeOf, leadsAway } from './arrow-ends.ts'
import { centreOf, inBothDirections } from './geometry.ts'

/** Place of an arrow among those between the same two boxes, from 0. */
export interface ArrowLane {
  index: number
  of: number
}

/** Two boxes stand over or beside each other when they share at least this much of their width or height, in pixels. */
const SHARED = 16

/** Ways without a corner, where the boxes stand over or beside each other. */
export function straightWays(from: Rectangle, to: Rectangle, { index, of }: ArrowLane): Route[] {
  const share = (index + 1) / (of + 1)
  const { upright, level } = inBothDirections(from, to, (one, other) => {
    const left = Math.max(one.x, other.x)
    const right = Math.min(one.x + one.width, other.x + other.width)
    if (right - left < SHARED)
      return []
    const x = left + (right - left) * share
    const { outY, inY } = endsOf(one, other, other.y > one.y)
    return [
      [
        { x, y: outY },
        { x, y: inY },
      ],
    ]
  })
  return [
    ...upright,
    ...level,
  ]
}

/** Ways with one and with two corners, leaving and entering in the middle of a side. */
export function bentWays(from: Rectangle, to: Rectangle): Route[] {
  const { upright, level } = inBothDirections(from, to, (one, other) => {
    const [a, b] = [
      centreOf(one),
      centreOf(other),
    ]
    const { outY, inY } = endsOf(one, other, b.y > a.y)
    const inX = edgeOf(other.x, other.width, b.x <= a.x)
    const middleY = (outY + inY) / 2
    return [
      [
        { x: a.x, y: outY },
        { x: a.x, y: b.y },
        { x: inX, y: b.y },
      ],
      [
        { x: a.x, y: outY },
        { x: a.x, y: middleY },
        { x: b.x, y: middleY },
        { x: b.x, y: inY },
      ],
    ]
  })
  return upright.flatMap((route, corners) => [level[corners]!, route]).filter(route => leadsAway(route, from, to))
}

/** Where an upright way leaves the one box and enters the other. */
function endsOf(from: Rectangle, to: Rectangle, down: boolean): { outY: number, inY: number } {
  return {
    outY: edgeOf(from.y, from.height, down),
    inY: edgeOf(to.y, to.height, !down),
  }
}
