import type { DemoState, SessionEvent, SessionFacts, Transition } from './session-state.ts'
import { change, fail, fallBack, goBack, loseMachine, prepare, proceed, reasonOf, show, stepsDone } from './session-turns.ts'

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
    return goBack(state, to)
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
