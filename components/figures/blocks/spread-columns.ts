/** Two places that must keep a distance, such as the ends of an arrow with words above it. Places count from 0. */
export interface Distance {
  from: number
  to: number
  /** In pixels. */
  least: number
}

/**
 * Where places stand in a row `width` pixels wide: as near to each other as the distances allow, with what is left over spread evenly between
 * them. `first` and `last` are the room left of the first and right of the last place. Undefined where there is too little room.
 */
export function spreadColumns(count: number, distances: readonly Distance[], { width, first, last }: { width: number, first: number, last: number }): number[] | undefined {
  const tight = [0]
  for (let place = 1; place < count; place++)
    tight.push(Math.max(tight[place - 1]!, ...distances.filter(({ from, to }) => Math.max(from, to) === place).map(({ from, to, least }) => tight[Math.min(from, to)]! + least)))
  const room = width - first - last
  const needed = tight.at(-1)!
  if (needed > room)
    return undefined
  const slack = count > 1
    ? (room - needed) / (count - 1)
    : 0
  return tight.map((x, place) => first + x + place * slack)
}
