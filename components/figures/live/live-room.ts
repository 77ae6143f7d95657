/** The room that a live figure has, in px. */
export interface Room {
  width: number
  height: number
}

/** The least width of a figure that stands alone on a slide. The figures' container queries name the same. */
const LEAST_ALONE = 600

/** Whether a figure of this width stands alone on a slide, and not beside a terminal. */
export function standsAlone(width: number): boolean {
  return width >= LEAST_ALONE
}
