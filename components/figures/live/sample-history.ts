import type { KernelSample } from '../../../scripts/probe/sample.ts'

/** Seconds that a plot looks back, and that something new is marked as such. */
export const PLOT_SECONDS = 60
export const FRESH_SECONDS = 2.5

/** What a live figure is drawn from: samples of one machine without a break between them, oldest first. */
export interface SampleHistory {
  samples: readonly KernelSample[]
  /** Why there is no newer one. */
  problem?: string
}

export const NO_SAMPLES: SampleHistory = { samples: [] }

/** Adds a sample, and forgets those that no figure looks back to. */
export function addSample({ samples }: SampleHistory, sample: KernelSample): SampleHistory {
  const last = samples.at(-1)
  // A restored machine's time goes back.
  const before = last && last.at > sample.at
    ? []
    : samples
  return {
    samples: [
      ...before.filter(({ at }) => at >= sample.at - PLOT_SECONDS - FRESH_SECONDS),
      sample,
    ],
  }
}

/** The sample that changes are told against: the newest that is old enough, or the oldest there is. Undefined where there is but one. */
export function earlierSample(samples: readonly KernelSample[]): KernelSample | undefined {
  const now = samples.at(-1)
  if (!now || samples.length < 2)
    return undefined
  return samples.findLast(({ at }) => at <= now.at - FRESH_SECONDS) ?? samples[0]
}
