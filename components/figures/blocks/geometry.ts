/** Lines nearer to each other than this are taken for one, in pixels. */
const LINE_WIDTH = 5

/** A box on the page, in pixels of the figure. */
export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

export interface Point {
  x: number
  y: number
}

/** The way of an arrow: corners from its beginning to its head, each leg horizontal or vertical. */
export type Route = readonly Point[]

/** A straight part of a way. */
export interface Leg {
  begin: Point
  end: Point
}

/** The legs of a way, in order. */
export function legsOf(route: Route): Leg[] {
  return route.slice(1).map((end, index) => ({ begin: route[index]!, end }))
}

/** Whether a leg runs through a box; touching its edge is not enough. */
export function crosses({ begin, end }: Leg, { x, y, width, height }: Rectangle): boolean {
  return Math.max(begin.x, end.x) > x && Math.min(begin.x, end.x) < x + width
    && Math.max(begin.y, end.y) > y && Math.min(begin.y, end.y) < y + height
}

/** Middle of a box. */
export function centreOf({ x, y, width, height }: Rectangle): Point {
  return { x: x + width / 2, y: y + height / 2 }
}

/** Ways between two boxes that begin up or down, and those that begin to a side: the same, with the axes exchanged. */
export function inBothDirections(from: Rectangle, to: Rectangle, ways: (from: Rectangle, to: Rectangle) => Route[]): { upright: Route[], level: Route[] } {
  return {
    upright: ways(from, to),
    level: ways(exchanged(from), exchanged(to)).map(route => route.map(({ x, y }) => ({ x: y, y: x }))),
  }
}

function exchanged({ x, y, width, height }: Rectangle): Rectangle {
  return {
    x: y,
    y: x,
    width: height,
    height: width,
  }
}

/** Length of a horizontal or vertical leg. */
export function lengthOf({ begin, end }: Leg): number {
  return Math.abs(end.x - begin.x) + Math.abs(end.y - begin.y)
}

/** How far two legs run along each other, at less than a line's width between them. */
export function sharedLength(one: Leg, other: Leg): number {
  return Math.max(shared(one, other, 'x', 'y'), shared(one, other, 'y', 'x'))
}

function shared(one: Leg, other: Leg, along: 'x' | 'y', across: 'x' | 'y'): number {
  const places = [
    one.begin,
    one.end,
    other.begin,
    other.end,
  ].map(point => point[across])
  if (Math.max(...places) - Math.min(...places) > LINE_WIDTH)
    return 0
  const [first, last] = [
    Math.max(Math.min(one.begin[along], one.end[along]), Math.min(other.begin[along], other.end[along])),
    Math.min(Math.max(one.begin[along], one.end[along]), Math.max(other.begin[along], other.end[along])),
  ]
  return Math.max(0, last - first)
}
