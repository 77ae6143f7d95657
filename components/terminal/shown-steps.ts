/** How many of a demo's steps a slide's clicks stand for. `offset` counts from the click that types step 1: there it is 0. */
export function shownSteps(offset: number, steps: number): number {
  return Math.min(Math.max(offset + 1, 0), steps)
}
