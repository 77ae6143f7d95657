import type { CgroupSample, KernelSample } from '../../../scripts/probe/sample.ts'

/** A group at two times. Without the earlier one, nothing can be said about speed or change. */
export interface CgroupSpan {
  now: CgroupSample
  before?: CgroupSample
  /** Seconds between the two. */
  seconds: number
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
