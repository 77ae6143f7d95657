import type { Rectangle, Route } from './geometry.ts'
import { routeArrow } from './route-arrow.ts'

/** An arrow between two boxes, by their names. */
export interface NamedArrow {
  from: string
  to: string
  /** It is not shown now: arrows that are shown at different clicks may take the same way. */
  later: boolean
  /** It leaves and arrives in this direction where it can. */
  along?: 'x' | 'y' | undefined
}

/** Ways of all arrows of a figure; undefined for one whose boxes have no place yet. Arrows that begin or end together may run along each other. */
export function routeArrows(arrows: readonly NamedArrow[], places: ReadonlyMap<string, Rectangle>): (Route | undefined)[] {
  const route = (arrow: NamedArrow, taken: readonly Route[]): Route | undefined => {
    const [from, to] = [
      places.get(arrow.from),
      places.get(arrow.to),
    ]
    const between = arrows.filter(other => pairOf(other) === pairOf(arrow))
    return from && to && routeArrow(from, to, {
      obstacles: [
        ...places.values(),
      ],
      lane: {
        index: between.indexOf(arrow),
        of: between.length,
      },
      along: arrow.along,
      taken,
    })
  }
  const alone = arrows.map(arrow => route(arrow, []))
  return arrows.map(arrow => route(arrow, alone.filter((_, index) => {
    const other = arrows[index]!
    return other !== arrow && other.later === arrow.later && other.from !== arrow.from && other.to !== arrow.to
  }).filter(each => each !== undefined)))
}

function pairOf({ from, to, later }: NamedArrow): string {
  return [
    ...[from, to].sort(),
    later,
  ].join()
}
