import type { DemoState, SessionEvent, SessionFacts } from '../../../scripts/engine/session-state.ts'
import { describe, expect, it } from 'vitest'
import { initialState, next } from '../../../scripts/engine/session-transition.ts'

const FACTS: SessionFacts = { steps: 3, live: true, recording: true }
const ALONE: SessionFacts = { steps: 3, live: true, recording: false }

/** A live demo at its start. */
const READY: DemoState = {
  ...initialState('live'),
  phase: 'ready',
  prepared: true,
  wasLive: true,
}
const STARTING: DemoState = {
  ...initialState('live'),
  work: 'prepare',
}
/** Step 2 is wanted, and its pane is being prepared. */
const ASKED: DemoState = {
  ...READY,
  step: 1,
  target: 2,
  work: 'step',
}
const TYPING: DemoState = { ...ASKED, step: 2, phase: 'typing' }
const BLOCKED: DemoState = {
  ...READY,
  step: 1,
  target: 1,
  phase: 'blocked',
  message: 'sleep runs',
}
const FAILED: DemoState = {
  ...READY,
  step: 2,
  target: 2,
  phase: 'failed',
  message: 'broken',
}
/** It could not even start. */
const UNPREPARED: DemoState = {
  ...initialState('live'),
  phase: 'failed',
  message: 'no machine',
}
const PLAYED: DemoState = {
  ...READY,
  source: 'recording',
  wasLive: false,
  step: 1,
  target: 1,
  message: 'why',
}
const PLAYING: DemoState = {
  ...PLAYED,
  step: 2,
  target: 2,
  phase: 'typing',
  work: 'step',
}
/** Of three steps, two are to stay. */
const RETURNING: DemoState = {
  ...STARTING,
  step: 2,
  target: 2,
  seen: 2,
  returnsTo: 2,
}
const CLOSED: DemoState = { ...READY, closed: true }

const states = {
  STARTING,
  READY,
  ASKED,
  TYPING,
  BLOCKED,
  FAILED,
  UNPREPARED,
  PLAYED,
  PLAYING,
  RETURNING,
  CLOSED,
}
const events: { [Type in SessionEvent['type']]: Extract<SessionEvent, { type: Type }> } = {
  'start': { type: 'start' },
  'reset': { type: 'reset' },
  'advance': { type: 'advance', to: 3 },
  'seek': { type: 'seek', to: 1 },
  'switch': { type: 'switch', source: 'recording' },
  'close': { type: 'close' },
  'back': { type: 'back', to: 0 },
  'typed': { type: 'typed' },
  'prepared': { type: 'prepared', step: 0 },
  'begun': { type: 'begun' },
  'done': { type: 'done' },
  'blocked': { type: 'blocked', message: 'sleep runs' },
  'failed': { type: 'failed', message: 'broken', machine: false },
  'died': { type: 'died', message: 'panic' },
  'shell-ended': { type: 'shell-ended', message: 'ended' },
  'loaded': { type: 'loaded', share: 0.5 },
  'sets-up': {
    type: 'sets-up',
    setup: { title: 'Docker starts', part: 1, parts: 2 },
  },
}

/** A transition in one line: source, phase, step/target, and the effects. */
function words(state: DemoState, event: SessionEvent, facts = FACTS): string {
  const { state: after, effects } = next(state, event, facts)
  const done = effects.map(({ type, ...rest }) => [
    type,
    ...Object.values(rest),
  ].join(' '))
  return after === state && done.length === 0
    ? '='
    : [`${after.closed ? 'closed' : after.source} ${after.phase} ${after.step}/${after.target}`, ...done].join(', ')
}

describe('a session', () => {
  it.each<[keyof typeof events, Partial<Record<keyof typeof states, string>>]>([
    [
      'start',
      { STARTING: 'live starting 0/0, prepare live', PLAYED: 'recording starting 0/0, prepare recording' },
    ],
    [
      'reset',
      {
        STARTING: 'live starting 0/0, prepare live',
        READY: 'live starting 0/0, prepare live',
        ASKED: 'live starting 0/0, prepare live',
        TYPING: 'live starting 0/0, prepare live',
        BLOCKED: 'live starting 0/0, prepare live',
        FAILED: 'live starting 0/0, prepare live',
        UNPREPARED: 'live starting 0/0, prepare live',
        PLAYED: 'recording starting 0/0, prepare recording',
        PLAYING: 'recording starting 0/0, prepare recording',
      },
    ],
    [
      'advance',
      {
        STARTING: 'live starting 0/3, type-for-speaker',
        READY: 'live ready 0/3, run 1 false',
        ASKED: 'live ready 1/3, type-for-speaker',
        TYPING: 'live typing 2/3, type-for-speaker',
        BLOCKED: 'live ready 1/3, run 2 false',
        FAILED: 'live ready 2/3, run 3 true',
        UNPREPARED: '=',
        PLAYED: 'recording ready 1/3, run 2 false',
        PLAYING: 'recording typing 2/3, type-for-speaker',
      },
    ],
    [
      'seek',
      {
        STARTING: '=',
        READY: '=',
        ASKED: '=',
        TYPING: '=',
        BLOCKED: '=',
        FAILED: 'live ready 1/1',
        UNPREPARED: '=',
        PLAYED: '=',
        PLAYING: 'recording typing 1/1, show 1 false',
      },
    ],
    [
      'back',
      {
        STARTING: '=',
        READY: '=',
        ASKED: 'live starting 0/0, go-back 0',
        TYPING: 'live starting 0/0, go-back 0',
        BLOCKED: 'live starting 0/0, go-back 0',
        FAILED: 'live starting 0/0, go-back 0',
        UNPREPARED: '=',
        PLAYED: 'recording ready 0/0, show 0 false',
        PLAYING: 'recording typing 0/0, show 0 false',
        RETURNING: 'live starting 0/0, go-back 0',
      },
    ],
    [
      'switch',
      {
        STARTING: 'recording starting 0/0, show 0 false, suspend',
        READY: 'recording ready 0/0, show 0 true, suspend',
        ASKED: 'recording ready 1/2, show 1 true, suspend',
        TYPING: 'recording typing 1/2, show 1 true, suspend',
        BLOCKED: 'recording blocked 1/1, show 1 true, suspend',
        FAILED: 'recording failed 2/2, show 2 true, suspend',
        UNPREPARED: 'recording failed 0/0, show 0 false, suspend',
        PLAYED: '=',
        PLAYING: '=',
      },
    ],
    [
      'close',
      { STARTING: 'closed starting 0/0, cancel', TYPING: 'closed typing 2/2, cancel', PLAYED: 'closed ready 1/1, cancel' },
    ],
    [
      'prepared',
      { STARTING: 'live ready 0/0, restart' },
    ],
    [
      'begun',
      { ASKED: 'live typing 2/2', TYPING: 'live typing 2/2' },
    ],
    [
      'done',
      { TYPING: 'live ready 2/2', PLAYING: 'recording ready 2/2' },
    ],
    [
      'blocked',
      { ASKED: 'live blocked 1/1', TYPING: 'live blocked 1/1' },
    ],
    [
      'failed',
      {
        STARTING: 'live failed 0/0, cancel',
        ASKED: 'live failed 1/1, cancel',
        TYPING: 'live failed 2/2, cancel',
        PLAYING: 'recording failed 2/2, cancel',
      },
    ],
    [
      'died',
      {
        STARTING: 'recording starting 0/0, show 0 false, suspend',
        READY: 'recording ready 0/0, show 0 true, suspend',
        ASKED: 'recording ready 1/2, show 1 true, suspend',
        TYPING: 'recording typing 1/2, show 1 true, suspend',
        BLOCKED: 'recording blocked 1/1, show 1 true, suspend',
        FAILED: 'recording failed 2/2, show 2 true, suspend',
        PLAYED: '=',
        PLAYING: '=',
      },
    ],
    [
      'shell-ended',
      {
        STARTING: '=',
        READY: 'live failed 0/0',
        TYPING: 'live failed 2/2',
        PLAYED: '=',
      },
    ],
    [
      'loaded',
      { STARTING: 'live starting 0/0', READY: '=', PLAYED: '=' },
    ],
    [
      'sets-up',
      { STARTING: 'live starting 0/0', READY: '=', PLAYED: '=' },
    ],
  ])('does this by "%s"', (event, expected) => {
    for (const [name, outcome] of Object.entries(expected))
      expect(`${name}: ${words(states[name as keyof typeof states], events[event])}`).toBe(`${name}: ${outcome}`)
  })

  it.each(Object.keys(events))('does nothing by "%s" once it is closed', (event) => {
    expect(words(CLOSED, events[event as keyof typeof events])).toBe('=')
  })

  it.each(Object.entries(states))('never counts more steps than are wanted, or fewer than none, from %s', (_, state) => {
    for (const event of Object.values(events)) {
      for (const facts of [FACTS, ALONE]) {
        const { step, target } = next(state, event, facts).state
        expect(step).toBeGreaterThanOrEqual(0)
        if (event.type !== 'begun')
          expect(step).toBeLessThanOrEqual(Math.max(target, state.step))
      }
    }
  })

  it('types the same step again when it is asked for again after it was blocked', () => {
    const blocked = next(ASKED, events.blocked, FACTS).state
    expect(words(blocked, { type: 'advance', to: 2 })).toBe('live ready 1/2, run 2 true')
  })

  it('takes a second window\'s wish for the same step as the same one', () => {
    expect(words(ASKED, { type: 'advance', to: 2 })).toBe('=')
    expect(words(FAILED, { type: 'advance', to: 2 })).toBe('=')
  })

  it('types no step twice that was seen before, when it goes live', () => {
    const live = next(PLAYED, { type: 'switch', source: 'live' }, FACTS).state
    expect(words(live, events.prepared)).toBe('live ready 0/1, restart, run 1 false')
    expect(words(live, { type: 'died', message: 'panic' })).toBe('recording starting 1/1, show 1 false, suspend')
  })

  it('fails with a machine that dies, where nothing was recorded', () => {
    expect(words(TYPING, events.died, ALONE)).toBe('live failed 2/2, cancel')
    expect(next(TYPING, events.died, ALONE).state.message).toBe('panic')
    expect(words(TYPING, { type: 'failed', message: 'timeout', machine: true }, ALONE)).toBe('live failed 2/2, cancel')
  })

  it('says why a recording plays as long as it does, and what is wrong with a machine until it is tried again', () => {
    expect(next(PLAYED, events.advance, FACTS).state.message).toBe('why')
    expect(next(PLAYED, events.reset, FACTS).state.message).toBe('why')
    expect(next(PLAYED, { type: 'switch', source: 'live' }, FACTS).state.message).toBeUndefined()
    expect(next(BLOCKED, events.advance, FACTS).state.message).toBeUndefined()
    expect(next(BLOCKED, events.begun, FACTS).state.message).toBeUndefined()
    expect(next(TYPING, events.died, FACTS).state.message).toBe('panic\nThe recording goes on at the same step.')
  })

  it('goes back from a step that is being typed, or is about to be, and from nothing that is not begun', () => {
    expect(words(TYPING, { type: 'back', to: 1 })).toBe('live starting 1/1, go-back 1')
    expect(words(ASKED, { type: 'back', to: 1 })).toBe('live starting 1/1, go-back 1')
    expect(words({ ...TYPING, target: 3 }, { type: 'back', to: 2 })).toBe('live typing 2/2')
    expect(words({ ...STARTING, target: 3 }, { type: 'back', to: 1 })).toBe('live starting 0/1')
  })

  it('never goes back by asking for less', () => {
    for (const state of [
      TYPING,
      FAILED,
      RETURNING,
      { ...READY, step: 3, target: 3 },
    ]) {
      expect(words(state, { type: 'advance', to: 1 })).toBe('=')
      expect(next({ ...state, phase: 'ready' }, { type: 'seek', to: 0 }, FACTS).effects).toEqual([])
    }
  })

  it('types again what lies between a kept state and the one that is wanted, and goes on', () => {
    const nearest = next(RETURNING, { type: 'prepared', step: 1 }, FACTS)
    expect([nearest.state.step, nearest.state.returnsTo, nearest.effects]).toEqual([
      1,
      2,
      [
        { type: 'restart' },
        { type: 'run', step: 2, isNewest: false },
      ],
    ])
    const typing = next(nearest.state, events.begun, FACTS).state
    expect([typing.phase, typing.step, typing.returnsTo]).toEqual(['typing', 2, 2])
    const there = next(typing, events.done, FACTS).state
    expect([
      there.phase,
      there.step,
      there.returnsTo,
      there.work,
    ]).toEqual(['ready', 2, undefined, undefined])
    expect(words(there, { type: 'advance', to: 3 })).toBe('live ready 2/3, run 3 true')
  })

  it('goes on to a step that is asked for on the way back', () => {
    const wanted = next(RETURNING, { type: 'advance', to: 3 }, FACTS).state
    const there = next(wanted, { type: 'prepared', step: 2 }, FACTS)
    expect(there.state.returnsTo).toBeUndefined()
    expect(there.effects).toEqual([
      { type: 'restart' },
      { type: 'run', step: 3, isNewest: true },
    ])
  })

  it('says that something was undone which was typed in between, until the next step', () => {
    const typed = next({ ...READY, step: 1, target: 1 }, events.typed, FACTS).state
    expect(next(typed, events.typed, FACTS).state).toBe(typed)
    const done: DemoState = { ...typed, step: 2, target: 2 }
    const back = next({ ...done, step: 3, target: 3 }, { type: 'back', to: 2 }, FACTS).state
    expect([back.undone, back.typedAfter]).toEqual([
      false,
      [1],
    ])
    const further = next(done, { type: 'back', to: 1 }, FACTS).state
    expect([further.undone, further.typedAfter]).toEqual([true, []])
    const ready = next(further, { type: 'prepared', step: 1 }, FACTS).state
    expect(ready.undone).toBe(true)
    expect(next(next(ready, { type: 'advance', to: 2 }, FACTS).state, events.begun, FACTS).state.undone).toBe(false)
    expect(next(ready, events.reset, FACTS).state.undone).toBe(false)
  })

  it('goes on from the recording where it was going back to, when the machine dies on the way', () => {
    expect(words(RETURNING, events.died)).toBe('recording starting 2/2, show 2 false, suspend')
    expect(next(RETURNING, events.died, FACTS).state.returnsTo).toBeUndefined()
  })

  it('switches only to what there is', () => {
    expect(words(READY, events.switch, ALONE)).toBe('=')
    expect(words(PLAYED, { type: 'switch', source: 'live' }, { ...FACTS, live: false })).toBe('=')
  })
})
