import type { CgroupSample } from '../../../scripts/probe/sample.ts'
import type { CgroupSpan } from './cgroup-span.ts'

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
        { kind: 'hindrance', text: `throttled ${Math.round(share * 100)} %`, isFresh: true },
      ]
}

/** 0 to 1; undefined where no period has ended in between. */
function throttledShare({ cpu }: CgroupSample, before: CgroupSample | undefined): number | undefined {
  const periods = (cpu?.periods ?? 0) - (before?.cpu?.periods ?? 0)
  return cpu && before?.cpu && periods > 0
    ? Math.max(0, Math.min(1, (cpu.throttled - before.cpu.throttled) / periods))
    : undefined
}
