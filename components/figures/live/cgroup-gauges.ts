import type { CgroupSample } from '../../../scripts/probe/sample.ts'
import type { CgroupSpan } from './cgroup-span.ts'
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

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
