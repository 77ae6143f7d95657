import type { StepPlace } from '../../scripts/engine/presses.ts'
import type { DemoView, PaneState } from './demo-view.ts'

/** What a status line says of a demo; each part may be missing. */
export interface StatusWords {
  source?: string
  state?: string
  step?: string
}

const sources = { live: 'live', recording: 'recording', none: 'no machine' } as const
const states = {
  starting: 'starting',
  returning: 'goes back',
  waiting: 'waits for a machine',
  ready: 'ready',
  typing: 'typing',
  blocked: 'waits for the speaker',
  failed: 'failed',
  disconnected: 'not connected',
  off: 'off',
} as const satisfies Record<PaneState, string>

/** Before and without a machine, the state says all there is to say. */
const withoutSource: ReadonlySet<PaneState> = new Set([
  'starting',
  'waiting',
  'disconnected',
  'off',
])
/** What a talk that goes well is made of, and what only the speaker can do something about. */
const uneventful: ReadonlySet<PaneState> = new Set(['ready', 'typing', 'blocked', 'off'])

/** What the speaker, or a reader, is told of a demo. */
export function statusWords({ source, state }: Pick<DemoView, 'source' | 'state'>, { step, steps, typed }: StepPlace): StatusWords {
  return {
    ...!withoutSource.has(state) && { source: sources[source] },
    state: states[state],
    step: `step ${step} of ${steps}${typed
      ? ', typed'
      : ''}`,
  }
}

/** What the audience has to know of a demo: nothing while all is well, and always that a recording is one. */
export function audienceWords({ source, state }: Pick<DemoView, 'source' | 'state'>): StatusWords {
  return {
    ...source === 'recording' && !withoutSource.has(state) && { source: sources[source] },
    ...!uneventful.has(state) && { state: states[state] },
  }
}
