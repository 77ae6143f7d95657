import type { Step } from '../../demos/define.ts'
import type { ResolvedDemo } from './resolve-demo.ts'

/** What one *next* does of a step: all of it, or in two presses first its command line, and then Enter and what comes of it. */
export type PressPart = 'whole' | 'line' | 'enter'

/** One *next* of a demo. */
export interface Press {
  /** Of the demo, from 1. */
  step: number
  part: PressPart
}

/** Where a demo stands, as people count it. */
export interface StepPlace {
  /** Steps begun, 0 … `steps`. */
  step: number
  steps: number
  /** Of the last of them, only the command line is typed. */
  typed: boolean
}

/**
 * The presses of a demo, in order. Sessions, windows and the clicks of a slide count these, and not steps; where no step takes two presses, that is
 * the same.
 */
export function demoPresses({ steps }: Pick<ResolvedDemo, 'steps'>): Press[] {
  return steps.flatMap((step, index): Press[] => {
    const parts: PressPart[] = takesTwo(step)
      ? ['line', 'enter']
      : ['whole']
    return parts.map(part => ({ step: index + 1, part }))
  })
}

/** Where a demo stands after so many presses. */
export function placeAfter(presses: readonly Press[], count: number): StepPlace {
  const last = presses[count - 1]
  return {
    step: last?.step ?? 0,
    steps: presses.at(-1)?.step ?? 0,
    typed: last?.part === 'line',
  }
}

/** Steps that are done after so many presses. One that is only typed is not. */
export function stepsDone(presses: readonly Press[], count: number): number {
  const { step, typed } = placeAfter(presses, count)
  return typed
    ? step - 1
    : step
}

/** Presses after which so many steps are done. */
export function pressesUntil(presses: readonly Press[], steps: number): number {
  return presses.filter(({ step }) => step <= steps).length
}

/** Whether a property of a step, by its name, is about its presses alone: what the step does is the same with one and with two. */
export function isOfPresses(key: string): boolean {
  return key === 'presses'
}

function takesTwo(step: Step): boolean {
  return 'type' in step && step.presses === 2
}
