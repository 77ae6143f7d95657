import type { RecordedSample } from '../../../scripts/engine/sample-log.ts'
import type { KernelSample } from '../../../scripts/probe/sample.ts'

/**
 * What a figure is drawn from where it stands still, after `step` steps of a recording: the end of that step, against the end of the step
 * before, so that all that the step did is marked.
 */
export function stillSamples(recorded: readonly RecordedSample[], step: number): readonly KernelSample[] {
  return [
    recorded.findLast(each => each.step < step),
    recorded.findLast(each => each.step <= step),
  ].flatMap(each => each
    ? [
        each.sample,
      ]
    : [])
}
