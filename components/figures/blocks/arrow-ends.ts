import type { Rectangle, Route } from './geometry.ts'
import { crosses, legsOf } from './geometry.ts'

/** Free paper between a box and the arrow's end, in pixels. */
const CLEARANCE = 4

/** Where a line leaves a side of a box: its far side or its near one. */
export function edgeOf(start: number, extent: number, far: boolean): number {
  return far
    ? start + extent + CLEARANCE
    : start - CLEARANCE
}

/** The first and the last leg lead away from their boxes and not back through them. */
export function leadsAway(route: Route, from: Rectangle, to: Rectangle): boolean {
  const legs = legsOf(route)
  return !crosses(legs.at(-1)!, from) && !crosses(legs[0]!, to) && legs.slice(1).every(leg => !crosses(leg, from)) && legs.slice(0, -1).every(leg => !crosses(leg, to))
}
