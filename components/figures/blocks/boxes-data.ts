import type { BoxesSource, GridArrow, GridBox, GridFrame } from './boxes-schema.ts'
import { parseArrow } from './arrow-text.ts'
import { namesIn, parseGrid } from './box-grid.ts'
import { linesOf, plainWords } from './figure-text.ts'

/** A figure of boxes, checked: every name is in the grid. */
export interface BoxesData {
  title: string
  description: string
  /** Rows of names. */
  grid: string[][]
  /** All columns are of the same width. */
  even?: boolean | undefined
  boxes: GridBox[]
  frames: GridFrame[]
  arrows: GridArrow[]
  /** Clicks that the figure takes. */
  clicks: number
}

/** Checks the names and completes what was left out. Throws with a sentence that says which name is where. */
export function resolveBoxes(source: BoxesSource): BoxesData {
  const grid = parseGrid(source.grid)
  const names = namesIn(grid)
  const known = (name: string, place: string): string => {
    if (!names.includes(name))
      throw new Error(`${place} names "${name}", which is not in the grid. The grid has: ${names.join(', ')}.`)
    return name
  }
  const boxes = names.map(name => ({ name, ...source.boxes?.[name] }))
  for (const name of Object.keys(source.boxes ?? {}))
    known(name, 'boxes')
  const frames = Object.entries(source.frames ?? {}).map(([name, given]) => {
    given.around.forEach(each => known(each, `the frame "${name}"`))
    return { name, ...given }
  })
  const arrows = (source.arrows ?? []).map((given) => {
    const { arrow: text, ...rest } = typeof given === 'string'
      ? { arrow: given }
      : given
    const parsed = parseArrow(text)
    known(parsed.from, `the arrow "${text}"`)
    known(parsed.to, `the arrow "${text}"`)
    return {
      ...parsed,
      ...rest,
    }
  })
  return {
    title: source.title,
    description: source.description ?? describeBoxes(boxes, arrows),
    grid,
    ...source.even && { even: true },
    boxes,
    frames,
    arrows,
    clicks: clicksOf({ boxes, frames, arrows }),
  }
}

/** Clicks until the last part has come, and those that go have gone. */
export function clicksOf({ boxes, frames, arrows }: Pick<BoxesData, 'boxes' | 'frames' | 'arrows'>): number {
  return Math.max(0, ...[
    ...boxes,
    ...frames,
    ...arrows,
  ].map(({ step = 0 }) => step), ...[
    ...boxes,
    ...arrows,
  ].map(({ until }) => until === undefined
    ? 0
    : until + 1), ...boxes.flatMap(({ from = {} }) => Object.keys(from).map(Number)))
}

/** The figure in words: its boxes, and then its arrows. */
export function describeBoxes(boxes: readonly GridBox[], arrows: readonly GridArrow[]): string {
  const titleOf = (name: string): string => boxes.find(box => box.name === name)?.title ?? name
  return [
    ...boxes.map(({ name, title = name, text }) => [
      title,
      ...linesOf(text),
    ].filter(line => line !== '').join(', ')),
    ...arrows.map(({ from, to, label }) => `${titleOf(from)} to ${titleOf(to)}${label === undefined
      ? ''
      : `: ${label}`}`),
  ].map(plainWords).join('; ')
}
