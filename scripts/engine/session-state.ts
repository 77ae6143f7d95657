import type { SessionState as Phase } from '../protocol/messages.ts'
import type { SetupProgress } from './beginning.ts'

/** What never changes in a session. */
export interface SessionFacts {
  /** Steps of the demo; where some take two presses, presses (`presses.ts`). So it is with all numbers of steps in a session. */
  steps: number
  /** There is a machine to run on. */
  live: boolean
  /** There is a recording to play. */
  recording: boolean
}

/** Where a session stands. Everything but what machine and terminals hold. */
export interface DemoState {
  readonly source: 'live' | 'recording'
  readonly phase: Phase
  /** What is under way: a start or a screen of the recording, or a step. */
  readonly work?: 'prepare' | 'step' | undefined
  /** The demo's start has been reached since the last reset. */
  readonly prepared: boolean
  /** Steps begun, 0 … `steps`. */
  readonly step: number
  /** Steps that are wanted. */
  readonly target: number
  /** Steps up to here have been seen before, and are only to be caught up with. */
  readonly seen: number
  /** It goes back to where so many steps were done, and is not there yet. */
  readonly returnsTo?: number | undefined
  /** Steps that were done when the speaker typed something of their own, each once. */
  readonly typedAfter: readonly number[]
  /** Something the speaker had typed was undone by going back. Said until the next step. */
  readonly undone: boolean
  /** What stands on the panes came from a machine. */
  readonly wasLive: boolean
  readonly message?: string | undefined
  /** While a machine is loaded from afar: the share of it that is there. */
  readonly progress?: number | undefined
  /** While the demo's setup runs: how far it is, where it has words for that. */
  readonly setup?: SetupProgress | undefined
  readonly closed: boolean
}

/** What happens to a session. */
export type SessionEvent
  /** It is to go to its start. */
  = | { type: 'start' } | { type: 'reset' }
    | { type: 'advance', to: number }
    | { type: 'back', to: number }
    | { type: 'seek', to: number }
    | { type: 'switch', source: 'live' | 'recording' }
    | { type: 'close' }
  /** The speaker types something of their own. */
    | { type: 'typed' }
  /** What was prepared can be seen: the demo where so many steps are done. */
    | { type: 'prepared', step: number }
  /** The first key of the next step is pressed. */
    | { type: 'begun' }
  /** The step has kept its promise. */
    | { type: 'done' }
  /** Nothing was typed, because something is in the way. */
    | { type: 'blocked', message: string }
  /** What was under way went wrong, perhaps because the machine cannot go on. */
    | { type: 'failed', message: string, machine: boolean }
  /** The machine ended by itself. */
    | { type: 'died', message: string }
    | { type: 'shell-ended', message: string }
    | { type: 'loaded', share: number }
    | { type: 'sets-up', setup: SetupProgress }

/** What is to be done about it. At most one of those that take time is under way: a new one, and `cancel`, end the one before. */
export type SessionEffect
  /** Bring the panes to the demo's start. */
  = | { type: 'prepare', source: 'live' | 'recording' }
  /** Bring the machine and its panes back to where so many steps were done, or before. */
    | { type: 'go-back', step: number }
  /** Show the recording after a step, below what a machine showed or alone. */
    | { type: 'show', step: number, below: boolean }
  /** Type or play a step; `isNewest` is one that the audience has not seen and waits for. */
    | { type: 'run', step: number, isNewest: boolean }
    | { type: 'cancel' }
  /** The panes show something else from here on. */
    | { type: 'restart' }
  /** Type the step that was left to the speaker. */
    | { type: 'type-for-speaker' }
  /** The machine is not wanted for now. */
    | { type: 'suspend' }

export interface Transition {
  state: DemoState
  effects: readonly SessionEffect[]
}
