import type { CgroupSample, KernelSample } from '../../../scripts/probe/sample.ts'
import type { GroupMoment, Plot } from './pressure-plots.ts'
import { pressurePlots } from './pressure-plots.ts'
import { PLOT_SECONDS } from './sample-history.ts'
import { talkGroups } from './talk-groups.ts'

/** The last minute of a control group. */
export interface PressureView {
  /** Path of the control group. */
  group: string
  plots: readonly Plot[]
}

/** A level of the tree weighs less than a difference of pressure. */
const BY_PRESSURE = 100
/** Pressures that differ by no more than this, in percent, are the same: a parent waits as long as its busiest child, or longer. */
const ALIKE = 20

/** The last minute of the control group that waits most, the innermost of those that wait alike. */
export function pressureView(samples: readonly KernelSample[]): PressureView | undefined {
  const now = samples.at(-1)
  const recent = samples.filter(({ at }) => now && at >= now.at - PLOT_SECONDS)
  const path = worstGroup(recent)
  if (!now || path === undefined)
    return undefined
  const moments = recent.map((sample, index): GroupMoment => ({
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
    plots: pressurePlots(moments),
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
    Math.round(Math.max(...samples.map(sample => waitOf(groupOf(sample, path)))) / ALIKE) * BY_PRESSURE + depthOf(path),
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
