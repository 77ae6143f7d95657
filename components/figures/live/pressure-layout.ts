import type { Room } from './live-room.ts'
import type { Plot, PlotPoint, PlotSeries } from './pressure-plots.ts'
import type { PressureView } from './pressure-view.ts'
import { scaleLinear } from 'd3-scale'
import { area, curveLinear, curveStepAfter, line } from 'd3-shape'
import { liveType, standsAlone } from './live-room.ts'
import { PLOT_SECONDS } from './sample-history.ts'

/** How wide a character is, of the size of its type: of bold code, and of text. */
export const MONO = 0.65
const SANS = 0.54
/** The stroke before a legend's words, and the room after them, in px. */
export const KEY = 17
const AFTER = 7

/** A plot with its place in the figure, in px. */
export interface PlacedPlot extends Plot {
  x: number
  y: number
  width: number
  /** Top and bottom of the plot itself. */
  top0: number
  bottom: number
  /** Places of the legend's entries, and of the note. */
  legend: readonly { x: number, y: number }[]
  noteAt: { x: number, y: number, isEnd: boolean }
}

/** Below each other beside a terminal, beside each other alone. */
export function placePlots({ plots }: PressureView, { width, height }: Room): { text: number, small: number, plots: PlacedPlot[] } {
  const isWide = standsAlone(width)
  const { text, small } = liveType(width)
  const gap = isWide
    ? 28
    : 12
  const head = text + 14
  const own = isWide
    ? { width: (width - gap * 2) / 3, height: height - head - small - 12 }
    : { width, height: (height - head - small - 8 - gap * 2) / 3 }
  return {
    text,
    small,
    plots: plots.map((plot, index) => {
      const [x, y] = isWide
        ? [index * (own.width + gap), head]
        : [0, head + index * (own.height + gap)]
      // Alone, a legend takes a line for each of its entries and the note: there is height for it.
      const pitch = small + 6
      const firstLine = y + small + pitch
      const flow = flowLegend(plot.series, { small, width: own.width })
      const lines = isWide
        ? 4
        : 1 + (flow.at(-1)?.line ?? 0)
      return {
        ...plot,
        x,
        y,
        width: own.width,
        top0: y + small + lines * pitch + 10,
        bottom: y + own.height,
        legend: flow.map((entry, index) => isWide
          ? { x, y: firstLine + index * pitch }
          : { x: x + entry.x, y: firstLine + entry.line * pitch }),
        noteAt: isWide
          ? { x, y: firstLine + plot.series.length * pitch, isEnd: false }
          : { x: x + own.width, y: y + small, isEnd: true },
      }
    }),
  }
}

/** Where the entries of a legend stand that are written one after the other: from the left, in px, and in which line. */
function flowLegend(series: readonly PlotSeries[], { small, width }: { small: number, width: number }): { x: number, line: number }[] {
  let x = 0
  let line = 0
  return series.map(({ name, now }) => {
    const words = KEY + (name.length + now.length + 1) * small * SANS
    if (x > 0 && x + words > width) {
      x = 0
      line += 1
    }
    const place = { x, line }
    x += words + AFTER
    return place
  })
}

/** Lines and areas of a plot, as SVG draws them. */
export function plotPaths(plot: PlacedPlot): { series: PlotSeries, d: string, filled: boolean }[] {
  const x = scaleLinear([-PLOT_SECONDS, 0], [plot.x + 1, plot.x + plot.width - 1])
  const y = scaleLinear([0, plot.top], [plot.bottom, plot.top0])
  const defined = ([, value]: PlotPoint): boolean => value !== undefined
  const at = ([seconds]: PlotPoint): number => x(seconds)
  const value = ([, amount = 0]: PlotPoint): number => y(amount)
  const outline = (kind: PlotSeries['kind']): ReturnType<typeof line<PlotPoint>> => line<PlotPoint>(at, value).defined(defined).curve(kind === 'limit'
    ? curveStepAfter
    : curveLinear)
  const filled = area<PlotPoint>(at, y(0), value).defined(defined)
  return plot.series.flatMap(series => [
    ...series.kind === 'wait' || series.kind === 'stall'
      ? [
          { series, d: filled([...series.points]) ?? '', filled: true },
        ]
      : [],
    { series, d: outline(series.kind)([...series.points]) ?? '', filled: false },
  ])
}
