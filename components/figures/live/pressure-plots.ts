import type { CgroupSample } from '../../../scripts/probe/sample.ts'
import { formatSize } from './format-size.ts'

/** Seconds before now, 0 or less, and a value; without one, the line is broken. */
export type PlotPoint = readonly [seconds: number, value: number | undefined]

/** A line of a plot. */
export interface PlotSeries {
  /** The kernel's word for it, in short. */
  name: string
  /** What people wait is filled, what they use is a line, what they may use is a dashed one that goes in steps. */
  kind: 'wait' | 'stall' | 'use' | 'limit'
  points: readonly PlotPoint[]
  /** The newest value. */
  now: string
}

export interface Plot {
  title: string
  /** Something that is counted rather than drawn. */
  note: string
  /** Value at the upper edge, and how it is written. */
  top: number
  topWords: string
  series: readonly PlotSeries[]
}

/** A group at one time, and at the time before. */
export interface GroupMoment {
  seconds: number
  group: CgroupSample | undefined
  before: CgroupSample | undefined
  /** Seconds between the two. */
  span: number
}

const PERCENT = 100
const MICROSECONDS = 1_000_000

/** Processor, waiting for memory, and memory, over these times. */
export function pressurePlots(moments: readonly GroupMoment[]): Plot[] {
  return [
    processorPlot(moments),
    memoryPressurePlot(moments),
    memoryPlot(moments),
  ]
}

function processorPlot(moments: readonly GroupMoment[]): Plot {
  const limits = pointsOf(moments, ({ group }) => group?.cpu && group.cpu.quota !== null
    ? group.cpu.quota / group.cpu.period * PERCENT
    : undefined)
  const uses = pointsOf(moments, ({ group, before, span }) => group?.cpu && before?.cpu && span > 0
    ? Math.max(0, group.cpu.usage - before.cpu.usage) / MICROSECONDS / span * PERCENT
    : undefined)
  const throttled = moments.at(-1)?.group?.cpu?.throttled ?? 0
  const highest = Math.max(PERCENT, ...[
    ...limits,
    ...uses,
  ].map(([, value]) => value ?? 0))
  return {
    title: 'processor',
    note: throttled > 0
      ? `throttled ${throttled}×`
      : '',
    ...scaleOf(highest, percent),
    series: [
      seriesOf('some', 'wait', pointsOf(moments, ({ group }) => group?.pressure.cpu?.some), percent),
      seriesOf('used', 'use', uses, percent),
      seriesOf('max', 'limit', limits, percent),
    ],
  }
}

function memoryPressurePlot(moments: readonly GroupMoment[]): Plot {
  return {
    title: 'waits for memory',
    note: '',
    ...scaleOf(PERCENT, percent),
    series: [
      seriesOf('some', 'wait', pointsOf(moments, ({ group }) => group?.pressure.memory?.some), percent),
      seriesOf('full', 'stall', pointsOf(moments, ({ group }) => group?.pressure.memory?.full), percent),
    ],
  }
}

function memoryPlot(moments: readonly GroupMoment[]): Plot {
  const uses = pointsOf(moments, ({ group }) => group?.memory?.current)
  const high = pointsOf(moments, ({ group }) => group?.memory?.high ?? undefined)
  const max = pointsOf(moments, ({ group }) => group?.memory?.max ?? undefined)
  const kills = moments.at(-1)?.group?.memory?.events.oom_kill ?? 0
  return {
    title: 'memory',
    note: kills > 0
      ? `oom_kill ${kills}`
      : '',
    ...scaleOf(Math.max(1, ...[
      ...uses,
      ...high,
      ...max,
    ].map(([, value]) => value ?? 0)), formatSize),
    series: [
      seriesOf('used', 'use', uses, formatSize),
      seriesOf('high', 'limit', high, formatSize),
      seriesOf('max', 'limit', max, formatSize),
    ].filter(({ name, points }) => name === 'used' || points.some(([, value]) => value !== undefined)),
  }
}

function pointsOf(moments: readonly GroupMoment[], value: (moment: GroupMoment) => number | undefined): PlotPoint[] {
  return moments.map(moment => [
    moment.seconds,
    value(moment),
  ])
}

function seriesOf(name: string, kind: PlotSeries['kind'], points: readonly PlotPoint[], write: (value: number) => string): PlotSeries {
  const value = points.at(-1)?.[1]
  return {
    name,
    kind,
    points,
    now: value === undefined
      ? '–'
      : write(value),
  }
}

function scaleOf(highest: number, write: (value: number) => string): Pick<Plot, 'top' | 'topWords'> {
  return {
    top: highest,
    topWords: write(highest),
  }
}

function percent(value: number): string {
  return `${Math.round(value)}\u202F%`
}
