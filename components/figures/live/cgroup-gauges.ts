import type { CgroupSample, KernelSample } from '../../../scripts/probe/sample.ts'
import { formatSize } from './format-size.ts'

/** How much of something a group uses of what it may. */
export interface CgroupGauge {
  controller: 'memory' | 'pids' | 'cpu'
  /** How far the bar is filled, 0 to 1. */
  share: number
  /** Where a limit stands that is not the bar's end, 0 to 1. */
  mark?: number
  /** In figures: what is used, and of how much. */
  used: string
  limit: string
  /** The limit has just been set or changed. */
  isFresh: boolean
}

/** A group at two times. Without the earlier one, nothing can be said about speed or change. */
export interface CgroupSpan {
  now: CgroupSample
  before?: CgroupSample
  /** Seconds between the two. */
  seconds: number
}

/** Source: kernel documentation, "Control Group v2", cpu.weight. */
const DEFAULT_WEIGHT = 100
/** Where on the bar of a soft limit that limit stands when there is no hard one. */
const SOFT_MARK = 0.75

/** One per limited resource; of processor time also where groups beside it are limited or weighted: they compete. */
export function cgroupGauges(span: CgroupSpan, competes: boolean): CgroupGauge[] {
  return [
    memoryGauge(span),
    pidsGauge(span),
    competes
      ? cpuGauge(span)
      : undefined,
  ].filter(gauge => gauge !== undefined)
}

function memoryGauge({ now: { memory }, before }: CgroupSpan): CgroupGauge | undefined {
  if (!memory || (memory.max === null && memory.high === null))
    return undefined
  const { current, max, high } = memory
  const scale = max ?? high! / SOFT_MARK
  return {
    controller: 'memory',
    share: Math.min(1, current / scale),
    ...high !== null && { mark: high / scale },
    used: formatSize(current),
    limit: [
      ...high === null
        ? []
        : [`high ${formatSize(high)}`],
      ...max === null
        ? []
        : [`max ${formatSize(max)}`],
    ].join(', '),
    isFresh: before?.memory !== undefined && (before.memory.max !== max || before.memory.high !== high),
  }
}

function pidsGauge({ now: { pids }, before }: CgroupSpan): CgroupGauge | undefined {
  if (!pids || pids.max === null)
    return undefined
  return {
    controller: 'pids',
    share: Math.min(1, pids.current / pids.max),
    used: `${pids.current}`,
    limit: `max ${pids.max}`,
    isFresh: before?.pids !== undefined && before.pids.max !== pids.max,
  }
}

function cpuGauge({ now: { cpu }, before, seconds }: CgroupSpan): CgroupGauge | undefined {
  if (!cpu)
    return undefined
  const used = before?.cpu && seconds > 0
    ? (cpu.usage - before.cpu.usage) / 1_000_000 / seconds
    : undefined
  const allowed = cpu.quota === null
    ? undefined
    : cpu.quota / cpu.period
  const scale = Math.max(1, allowed ?? 0)
  return {
    controller: 'cpu',
    share: Math.min(1, (used ?? 0) / scale),
    ...allowed !== undefined && {
      mark: Math.min(1, allowed / scale),
    },
    used: used === undefined
      ? '?'
      : percent(used),
    limit: allowed === undefined
      ? `weight ${cpu.weight ?? DEFAULT_WEIGHT}`
      : `max ${percent(allowed)}`,
    isFresh: before?.cpu !== undefined && (before.cpu.quota !== cpu.quota || before.cpu.weight !== cpu.weight),
  }
}

/** Whether the group's processor time is limited or weighted. */
export function isDialled({ cpu }: CgroupSample): boolean {
  return cpu !== undefined && (cpu.quota !== null || (cpu.weight ?? DEFAULT_WEIGHT) !== DEFAULT_WEIGHT)
}

/** What the kernel did to a group. */
export interface CgroupBadge {
  /** A failure, something that holds the group up, or a state. */
  kind: 'failure' | 'hindrance' | 'state'
  text: string
  /** It is so just now, or has just happened. */
  isFresh: boolean
}

/** The worst first. Counts stay, as the kernel keeps them. */
export function cgroupBadges({ now, before }: CgroupSpan): CgroupBadge[] {
  const counted = (kind: CgroupBadge['kind'], word: string, read: (group: CgroupSample) => number | undefined): CgroupBadge[] => {
    const count = read(now) ?? 0
    return count === 0
      ? []
      : [
          { kind, text: `${word} ×${count}`, isFresh: before !== undefined && count > (read(before) ?? 0) },
        ]
  }
  return [
    ...counted('failure', 'OOM kill', ({ memory }) => memory?.events.oom_kill),
    ...counted('failure', 'fork refused', ({ pids }) => pids?.events.max),
    ...now.frozen
      ? [
          { kind: 'state' as const, text: 'frozen', isFresh: true },
        ]
      : [],
    ...throttleBadge(now, before),
    ...counted('hindrance', 'over high', ({ memory }) => memory?.events.high),
  ]
}

/** In how many of the periods that have passed lately the group had to wait. */
function throttleBadge(now: CgroupSample, before: CgroupSample | undefined): CgroupBadge[] {
  const share = throttledShare(now, before)
  return share === undefined || share === 0
    ? []
    : [
        { kind: 'hindrance', text: `throttled ${percent(share)}`, isFresh: true },
      ]
}

/** 0 to 1; undefined where no period has ended in between. */
export function throttledShare({ cpu }: CgroupSample, before: CgroupSample | undefined): number | undefined {
  const periods = (cpu?.periods ?? 0) - (before?.cpu?.periods ?? 0)
  return cpu && before?.cpu && periods > 0
    ? Math.max(0, Math.min(1, (cpu.throttled - before.cpu.throttled) / periods))
    : undefined
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** The group in the earliest of these samples, no older than the one that changes are told against. */
export function groupSpan(now: CgroupSample, sample: KernelSample, earlier: KernelSample | undefined, samples: readonly KernelSample[]): CgroupSpan {
  const from = earlier === undefined
    ? []
    : samples.slice(samples.indexOf(earlier), -1)
  for (const each of from) {
    const before = each.cgroups?.find(({ path }) => path === now.path)
    if (before)
      return { now, before, seconds: sample.at - each.at }
  }
  return { now, seconds: 0 }
}
