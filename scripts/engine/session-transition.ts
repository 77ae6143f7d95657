import type { DemoState, SessionEffect, SessionEvent, SessionFacts, Transition } from './session-state.ts'

type Transitions = {
  [Type in SessionEvent['type']]: (state: DemoState, event: Extract<SessionEvent, { type: Type }>, facts: SessionFacts) => Transition
}

const transitions: Transitions = {
  'start': state => prepare(state, 0),
  'reset': state => prepare(state, 0),
  'close': state => change(state, { work: undefined, closed: true }, { type: 'cancel' }),

  'advance': (state, { to }, { steps }) => {
    const target = Math.min(to, steps)
    if (target <= state.target || (state.phase === 'failed' && !state.prepared))
      return change(state)
    // What was in the way or went wrong is said no longer: windows would take it for the answer to this try, and take back its click.
    return state.work === undefined
      ? proceed(state.phase === 'blocked' || state.phase === 'failed'
          ? {
              ...state,
              target,
              phase: 'ready',
              message: reasonOf(state),
            }
          : { ...state, target })
      : change(state, { target }, { type: 'type-for-speaker' })
  },
  'back': (state, { to }, facts) => {
    if (state.source === 'recording')
      return next(state, { type: 'seek', to }, facts)
    if (to >= Math.max(state.step, state.target) || (state.phase === 'failed' && !state.prepared))
      return change(state)
    // It has not come so far yet.
    const begun = state.work === 'step'
      ? stepsDone(state) + 1
      : state.step
    if (to >= begun) {
      return change(state, {
        target: to,
        seen: Math.min(state.seen, to),
        returnsTo: state.returnsTo && to,
      })
    }
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
  },
  'typed': state => state.typedAfter.includes(state.step)
    ? change(state)
    : change(state, {
        typedAfter: [...state.typedAfter, state.step],
      }),
  'seek': (state, { to }, { steps, recording }) => {
    if (state.source === 'recording' && recording && to !== state.step && to <= steps)
      return show({ ...state, target: to, seen: 0 }, to, false)
    // Of a machine's steps, only one that went wrong is taken back, to be typed once more.
    return state.source === 'live' && state.phase === 'failed' && state.work === undefined && state.prepared && to === state.step - 1
      ? change(state, {
          phase: 'ready',
          step: to,
          target: to,
          message: undefined,
        })
      : change(state)
  },
  'switch': (state, { source }, facts) => {
    if (source === state.source || !facts[source])
      return change(state)
    return source === 'live'
      ? prepare({ ...state, source }, state.target)
      : fallBack({ ...state, message: undefined })
  },

  'prepared': (state, { step }) => proceed({
    ...state,
    phase: 'ready',
    step,
    prepared: true,
    wasLive: state.source === 'live' || state.wasLive,
    message: reasonOf(state),
    progress: undefined,
    setup: undefined,
  }, { type: 'restart' }),
  'begun': state => change(state, {
    phase: 'typing',
    step: stepsDone(state) + 1,
    undone: state.undone && state.returnsTo !== undefined,
    message: reasonOf(state),
  }),
  'done': state => proceed({
    ...state,
    phase: 'ready',
    message: reasonOf(state),
  }),
  'blocked': (state, { message }) =>
    change(state, {
      phase: 'blocked',
      work: undefined,
      step: stepsDone(state),
      target: stepsDone(state),
      returnsTo: undefined,
      message,
    }),
  'failed': (state, { message, machine }, facts) => machine
    ? loseMachine(state, message, facts)
    : fail(state, message),
  'died': (state, { message }, facts) => state.source === 'live'
    ? loseMachine(state, message, facts)
    : change(state),
  'shell-ended': (state, { message }) => state.source === 'live' && state.phase !== 'starting'
    ? change(state, { phase: 'failed', message })
    : change(state),
  'loaded': (state, { share }) => state.source === 'live' && state.phase === 'starting'
    ? change(state, { progress: share })
    : change(state),
  'sets-up': (state, { setup }) => state.source === 'live' && state.phase === 'starting'
    ? change(state, { setup })
    : change(state),
}

/** A session before its start. */
export function initialState(source: DemoState['source'], message?: string): DemoState {
  return {
    source,
    phase: 'starting',
    prepared: false,
    step: 0,
    target: 0,
    seen: 0,
    typedAfter: [],
    undone: false,
    wasLive: false,
    message,
    closed: false,
  }
}

/** What becomes of a session by an event, and what is to be done about it. The same state, and nothing to do, where the event does not matter. */
export function next(state: DemoState, event: SessionEvent, facts: SessionFacts): Transition {
  const handle = transitions[event.type] as (state: DemoState, event: SessionEvent, facts: SessionFacts) => Transition
  return state.closed
    ? change(state)
    : handle(state, event, facts)
}

function change(state: DemoState, changes?: Partial<DemoState>, ...effects: SessionEffect[]): Transition {
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
function prepare(state: DemoState, target: number): Transition {
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

/** The next step that is wanted, or none. */
function proceed(before: DemoState, ...effects: SessionEffect[]): Transition {
  const step = before.step + 1
  const state = before.returnsTo !== undefined && before.returnsTo < step
    ? { ...before, returnsTo: undefined }
    : before
  return step > state.target
    ? change(state, { work: undefined }, ...effects)
    : change(state, { work: 'step' }, ...effects, { type: 'run', step, isNewest: step === state.target && step > state.seen })
}

function show(state: DemoState, step: number, below: boolean): Transition {
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
function fail(state: DemoState, message: string): Transition {
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

function loseMachine(state: DemoState, message: string, { recording }: SessionFacts): Transition {
  return recording && state.source === 'live'
    ? fallBack({ ...state, message: `${message}\nThe recording goes on at the same step.` })
    : fail(state, message)
}

/** From a machine to the recording, at the same step. */
function fallBack(state: DemoState): Transition {
  const shown = show({ ...state, source: 'recording' }, Math.max(stepsDone(state), state.seen), state.wasLive)
  return change(shown.state, {}, ...shown.effects, { type: 'suspend' })
}

/** Steps that are done, without the one that is being typed. */
function stepsDone({ phase, step }: DemoState): number {
  return phase === 'typing'
    ? step - 1
    : step
}

/** Why a recording plays stays said while it does; of a machine, only what is wrong now. */
function reasonOf({ source, message }: DemoState): string | undefined {
  return source === 'recording'
    ? message
    : undefined
}
