import type { DemoState, SessionEffect, SessionFacts, Transition } from './session-state.ts'

/*
 * Where a session can turn to. What each event makes of that is the table in `session-transition.ts`.
 */

/** The state with these changes, or the same one, and what is to be done. */
export function change(state: DemoState, changes?: Partial<DemoState>, ...effects: SessionEffect[]): Transition {
  return {
    state: changes
      ? {
          ...state,
          ...changes,
        }
      : state,
    effects,
  }
}

/** Back to the start; steps up to `target` have been seen, and are caught up with afterwards. */
export function prepare(state: DemoState, target: number): Transition {
  return change(state, {
    phase: 'starting',
    work: 'prepare',
    prepared: false,
    step: 0,
    target,
    seen: target,
    returnsTo: undefined,
    typedAfter: [],
    undone: false,
    wasLive: state.wasLive && state.source === 'live',
    message: reasonOf(state),
    progress: undefined,
    setup: undefined,
  }, { type: 'prepare', source: state.source })
}

/** Back to where `to` steps were done; what the speaker typed since then is undone. */
export function goBack(state: DemoState, to: number): Transition {
  return change(state, {
    phase: 'starting',
    work: 'prepare',
    prepared: false,
    step: to,
    target: to,
    seen: to,
    returnsTo: to,
    typedAfter: state.typedAfter.filter(step => step < to),
    undone: state.undone || state.typedAfter.some(step => step >= to),
    message: undefined,
    progress: undefined,
    setup: undefined,
  }, { type: 'go-back', step: to })
}

/** The next step that is wanted, or none. */
export function proceed(before: DemoState, ...effects: SessionEffect[]): Transition {
  const step = before.step + 1
  const state = before.returnsTo !== undefined && before.returnsTo < step
    ? { ...before, returnsTo: undefined }
    : before
  return step > state.target
    ? change(state, { work: undefined }, ...effects)
    : change(state, { work: 'step' }, ...effects, { type: 'run', step, isNewest: step === state.target && step > state.seen })
}

/** The recording after a step, below what a machine showed or alone. */
export function show(state: DemoState, step: number, below: boolean): Transition {
  return change(state, {
    work: 'prepare',
    step,
    returnsTo: undefined,
    typedAfter: [],
    undone: false,
    wasLive: state.wasLive && below,
  }, { type: 'show', step, below })
}

/** The speaker decides whether to go on; later steps are not typed into a demo that went wrong. */
export function fail(state: DemoState, message: string): Transition {
  return change(state, {
    phase: 'failed',
    work: undefined,
    target: state.step,
    returnsTo: undefined,
    message,
    progress: undefined,
    setup: undefined,
  }, { type: 'cancel' })
}

export function loseMachine(state: DemoState, message: string, { recording }: SessionFacts): Transition {
  return recording && state.source === 'live'
    ? fallBack({ ...state, message: `${message}\nThe recording goes on at the same step.` })
    : fail(state, message)
}

/** From a machine to the recording, at the same step. */
export function fallBack(state: DemoState): Transition {
  const shown = show({ ...state, source: 'recording' }, Math.max(stepsDone(state), state.seen), state.wasLive)
  return change(shown.state, {}, ...shown.effects, { type: 'suspend' })
}

/** Steps that are done, without the one that is being typed. */
export function stepsDone({ phase, step }: DemoState): number {
  return phase === 'typing'
    ? step - 1
    : step
}

/** Why a recording plays stays said while it does; of a machine, only what is wrong now. */
export function reasonOf({ source, message }: DemoState): string | undefined {
  return source === 'recording'
    ? message
    : undefined
}
