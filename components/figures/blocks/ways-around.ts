import type { Rectangle, Route } from './geometry.ts'
import { edgeOf, leadsAway } from './arrow-ends.ts'
import { centreOf, inBothDirections } from './geometry.ts'

/** How far a way around boxes keeps from them, in pixels. */
const DETOUR = 22

/** Ways around what stands between two boxes of a row or a column: out of one side of both, and back in there. */
export function waysAround(from: Rectangle, to: Rectangle): Route[] {
  const { upright, level } = inBothDirections(from, to, (one, other) => [true, false].map((far): Route => {
    const [a, b] = [
      centreOf(one),
      centreOf(other),
    ]
    const [outY, inY] = [
      edgeOf(one.y, one.height, far),
      edgeOf(other.y, other.height, far),
    ]
    const y = far
      ? Math.max(outY, inY) + DETOUR
      : Math.min(outY, inY) - DETOUR
    return [
      { x: a.x, y: outY },
      { x: a.x, y },
      { x: b.x, y },
      { x: b.x, y: inY },
    ]
  }))
  return [
    ...upright,
    ...level,
  ].filter(route => leadsAway(route, from, to))
}
