import type { RecordedSample } from '../../../scripts/engine/sample-log.ts'
import type { KernelSample } from '../../../scripts/probe/sample.ts'
import type { LiveFigureEntry } from './live-figures.ts'
import { PLOT_SECONDS } from './sample-history.ts'

/**
 * What a figure is drawn from where it stands still, after `step` steps of a recording: the end of that step, against the end of the step
 * before, so that all that the step did is marked. A figure that looks back gets all of its time.
 */
export function stillSamples(recorded: readonly RecordedSample[], step: number, { looksBack }: Pick<LiveFigureEntry, 'looksBack'> = {}): readonly KernelSample[] {
  if (looksBack) {
    const until = recorded.filter(each => each.step <= step).map(({ sample }) => sample)
    return until.filter(({ at }) => at >= until.at(-1)!.at - PLOT_SECONDS)
  }
  return [
    recorded.findLast(each => each.step < step),
    recorded.findLast(each => each.step <= step),
  ].flatMap(each => each
    ? [
        each.sample,
      ]
    : [])
}
