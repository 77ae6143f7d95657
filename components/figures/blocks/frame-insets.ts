import type { GridArea } from './box-grid.ts'

/** Room between the edge of a frame and what it goes around, in pixels: its name stands above. */
const FRAME = {
  top: 38,
  left: 16,
  bottom: 14,
  right: 16,
} as const

/** Room on each side, in pixels. */
export type Insets = Record<keyof typeof FRAME, number>

/**
 * How far something keeps from the edges of its cells, so that the frames around it have room there. `own` is its place among the frames where it
 * is one itself; of two frames with the same area, the first one is outside.
 */
export function frameInsets(area: GridArea, frames: readonly GridArea[], own = frames.length): Insets {
  const around = frames.filter((frame, place) => place !== own && contains(frame, area) && !(place > own && contains(area, frame)))
  const room = (side: keyof GridArea): number => around.filter(frame => frame[side] === area[side]).length * FRAME[side]
  return {
    top: room('top'),
    left: room('left'),
    bottom: room('bottom'),
    right: room('right'),
  }
}

function contains(outer: GridArea, inner: GridArea): boolean {
  return outer.top <= inner.top && outer.left <= inner.left && outer.bottom >= inner.bottom && outer.right >= inner.right
}

/** Insets as a CSS margin. */
export function insetStyle({ top, left, bottom, right }: Insets): string {
  return [
    top,
    right,
    bottom,
    left,
  ].map(size => `${size}px`).join(' ')
}
