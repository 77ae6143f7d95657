import type { ArrowLane } from './arrow-ways.ts'
import type { Point, Rectangle, Route } from './geometry.ts'
import { bentWays, straightWays } from './arrow-ways.ts'
import { crosses, legsOf, lengthOf, sharedLength } from './geometry.ts'
import { waysAround } from './ways-around.ts'

export interface RouteOptions {
  /** Boxes that the way should not cross; the two it joins are among them or not. */
  obstacles?: readonly Rectangle[]
  /** @default the only arrow between its boxes */
  lane?: ArrowLane
  /** It leaves and arrives in this direction where it can. @default either */
  along?: 'x' | 'y' | undefined
  /** Ways of other arrows, along which this one should not run. */
  taken?: readonly Route[]
}

/** What crossing a box costs, and what a corner costs, in pixels of length. */
const CROSSING = 10_000
const CORNER = 120
/** What an end in another direction than the wished one costs. */
const TURNED = 1_000
/** What a pixel along another arrow costs. */
const ALONG = 20

/** The shortest way from one box to another with few corners and, where there is one, across no other box. */
export function routeArrow(from: Rectangle, to: Rectangle, { obstacles = [], lane = { index: 0, of: 1 }, along, taken = [] }: RouteOptions = {}): Route {
  const others = obstacles.filter(each => each !== from && each !== to)
  const ways = [
    ...straightWays(from, to, lane),
    ...bentWays(from, to),
    ...waysAround(from, to),
  ]
  const priced = ways.map(way => ({
    way,
    price: cost(way, others, taken) + (along === undefined
      ? 0
      : turnedEnds(way, along) * TURNED),
  }))
  return priced.reduce((best, each) => each.price < best.price
    ? each
    : best).way
}

/** The middle of the longest leg, and whether that leg is horizontal: where a label stands best. */
export function labelPlace(route: Route): Point & { horizontal: boolean } {
  const { begin, end } = legsOf(route).reduce((best, leg) => lengthOf(leg) > lengthOf(best)
    ? leg
    : best)
  return {
    x: (begin.x + end.x) / 2,
    y: (begin.y + end.y) / 2,
    horizontal: begin.y === end.y,
  }
}

/** How many of a way's two ends do not run along this direction. */
function turnedEnds(route: Route, along: 'x' | 'y'): number {
  const across = along === 'x'
    ? 'y'
    : 'x'
  const legs = legsOf(route)
  return [
    legs[0]!,
    legs.at(-1)!,
  ].filter(({ begin, end }) => begin[across] !== end[across]).length
}

function cost(route: Route, obstacles: readonly Rectangle[], taken: readonly Route[]): number {
  const legs = legsOf(route)
  const crossed = obstacles.filter(each => legs.some(leg => crosses(leg, each))).length
  const along = taken.flatMap(legsOf).reduce((sum, other) => sum + legs.reduce((part, leg) => part + sharedLength(leg, other), 0), 0)
  return crossed * CROSSING + (legs.length - 1) * CORNER + along * ALONG + legs.reduce((sum, leg) => sum + lengthOf(leg), 0)
}
