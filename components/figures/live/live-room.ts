/** The room that a live figure has, in px. */
export interface Room {
  width: number
  height: number
}

/** The least width of a figure that stands alone on a slide. The figures' container queries name the same. */
const LEAST_ALONE = 600

/** Sizes of a figure's type, in px. */
export interface LiveType {
  text: number
  small: number
}

/** What can be read beside a terminal, whose type is 18 px at 54 columns: three quarters of it and more. */
const BESIDE: LiveType = { text: 15, small: 14 }
const ALONE: LiveType = { text: 21, small: 20 }

/** The type of a figure of this width. */
export function liveType(width: number): LiveType {
  return standsAlone(width)
    ? ALONE
    : BESIDE
}

/** Whether a figure of this width stands alone on a slide, and not beside a terminal. */
export function standsAlone(width: number): boolean {
  return width >= LEAST_ALONE
}

/** The measures of a figure of this width, with its type. */
export function measuresIn<Measures extends object>(width: number, beside: Measures, alone: Measures): Measures & LiveType {
  return {
    ...liveType(width),
    ...standsAlone(width)
      ? alone
      : beside,
  }
}
