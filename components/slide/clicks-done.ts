/** How many of `count` clicks have happened. `offset` counts from the first of them: there it is 0. */
export function clicksDone(offset: number, count: number): number {
  return Math.min(Math.max(offset + 1, 0), count)
}
