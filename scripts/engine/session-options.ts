import type { Machine } from '../machines/machine.ts'
import type { Pace } from './pace.ts'
import type { Recording } from './recording.ts'
import type { ResolvedDemo } from './resolve-demo.ts'

export interface SessionOptions {
  /** The demos this one comes after, first one first, and itself last (`demoChain`). */
  chain: readonly ResolvedDemo[]
  /** Makes a machine of the session's own, not started yet. Called again when one has died. The session stops it. @default none */
  createMachine?: () => Machine
  /** What is played where there is no machine, or none any more. @default none */
  recording?: Recording
  /** Where the session begins. @default 'live' where there is a machine */
  source?: 'live' | 'recording'
  /** Why the session cannot be live from the start, for people. */
  reason?: string
  /** @default 'human' */
  pace?: Pace
  /** It can go back to each step without doing those before it again, where the machine keeps states fast. @default true */
  keepsSteps?: boolean
  /** The state after setup is kept, where the machine does that, and the next start or reset takes it up. @default true */
  keepsBeginning?: boolean
  /** A person can type the steps that are left to the speaker. @default false */
  speaker?: boolean
}
