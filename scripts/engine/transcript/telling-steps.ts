import type { Step } from '../../../demos/define.ts'
import type { ResolvedDemo } from '../resolve-demo.ts'

/** Numbers of the steps whose output proves something, from 1, in order. */
export function tellingSteps(demo: Pick<ResolvedDemo, 'steps'>): number[] {
  return demo.steps.flatMap((step, index) => isTelling(step)
    ? [
        index + 1,
      ]
    : [])
}

/** Whether what the step prints proves something. A check proves it, too, but is not shown. */
export function isTelling({ expect, until, ...step }: Step): boolean {
  return expect?.output !== undefined
    // What was waited for in another pane came of what was typed in this one.
    || (until?.pane !== undefined && until.pane !== step.pane)
    || expect?.not !== undefined
    || (Boolean(expect?.exit) && !('type' in step && step.type === 'exit'))
}

/**
 * The step after which a demo has made its point: the last that it wants printed, or else the last whose output proves something. What comes
 * later is cleaning up.
 */
export function pointOf(demo: Pick<ResolvedDemo, 'steps' | 'print'>): number {
  return demo.print?.at(-1) ?? tellingSteps(demo).at(-1) ?? demo.steps.length
}
