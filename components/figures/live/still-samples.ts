import type { LiveFigure } from '../../../demos/define.ts'
import type { RecordedSample } from '../../../scripts/engine/sample-log.ts'
import type { KernelSample } from '../../../scripts/probe/sample.ts'

/**
 * What a figure is drawn from where it stands still, after `step` steps of a recording: the end of that step, against the end of the step
 * before, so that all that the step did is marked. A plot of time gets the whole time.
 */
export function stillSamples(figure: LiveFigure, recorded: readonly RecordedSample[], step: number): readonly KernelSample[] {
  const past = recorded.filter(each => each.step <= step)
  if (figure === 'PressurePlot')
    return past.map(({ sample }) => sample)
  return [
    past.findLast(each => each.step < step),
    past.at(-1),
  ].flatMap(each => each
    ? [each.sample]
    : [])
}
