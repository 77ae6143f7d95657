import type { CgroupSample, KernelSample } from '../../../scripts/probe/sample.ts'
import { formatSize } from './format-size.ts'
import { PLOT_SECONDS } from './sample-history.ts'
import { talkGroups } from './talk-groups.ts'

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

export interface PressureView {
  /** Path of the control group. */
  group: string
  plots: readonly Plot[]
}

/** A group at one time, and at the time before. */
interface Moment {
  seconds: number
  group: CgroupSample | undefined
  before: CgroupSample | undefined
  /** Seconds between the two. */
  span: number
}

const PERCENT = 100
const MICROSECONDS = 1_000_000
/** Pressures that differ by no more than this, in percent, are the same: a parent waits as long as its busiest child, or longer. */
const ALIKE = 20

/** The last minute of the control group that waits most, the innermost of those that wait alike. */
export function pressureView(samples: readonly KernelSample[]): PressureView | undefined {
  const now = samples.at(-1)
  const recent = samples.filter(({ at }) => now && at >= now.at - PLOT_SECONDS)
  const path = worstGroup(recent)
  if (!now || path === undefined)
    return undefined
  const moments = recent.map((sample, index): Moment => ({
    seconds: sample.at - now.at,
    group: groupOf(sample, path),
    before: index > 0
      ? groupOf(recent[index - 1]!, path)
      : undefined,
    span: index > 0
      ? sample.at - recent[index - 1]!.at
      : 0,
  }))
  return {
    group: path,
    plots: [
      processorPlot(moments),
      memoryPressurePlot(moments),
      memoryPlot(moments),
    ],
  }
}

function groupOf({ cgroups = [] }: KernelSample, path: string): CgroupSample | undefined {
  return cgroups.find(group => group.path === path)
}

function worstGroup(samples: readonly KernelSample[]): string | undefined {
  const all = talkGroups(samples.at(-1)?.cgroups ?? [])
  // In the root, all that the machine does is counted; it stands for them only while there is no other.
  const groups = all.length > 1
    ? all.filter(({ path }) => path !== '/')
    : all
  const scores = groups.map(({ path }): [string, number] => [
    path,
    Math.round(Math.max(...samples.map(sample => waitOf(groupOf(sample, path)))) / ALIKE) * PERCENT + depthOf(path),
  ])
  return scores.toSorted(([, one], [, other]) => other - one)[0]?.[0]
}

function depthOf(path: string): number {
  return path.split('/').filter(part => part !== '').length
}

function waitOf(group: CgroupSample | undefined): number {
  const { cpu, memory, io } = group?.pressure ?? {}
  return Math.max(cpu?.some ?? 0, memory?.some ?? 0, io?.some ?? 0)
}

function processorPlot(moments: readonly Moment[]): Plot {
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

function memoryPressurePlot(moments: readonly Moment[]): Plot {
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

function memoryPlot(moments: readonly Moment[]): Plot {
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

function pointsOf(moments: readonly Moment[], value: (moment: Moment) => number | undefined): PlotPoint[] {
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
