import type { Recording } from '../engine/recording.ts'
import type { ResolvedDemo } from '../engine/resolve-demo.ts'
import type { SessionOptions } from '../engine/session-options.ts'
import type { MachineFactory } from '../machines/machine.ts'
import { canRun } from '../engine/can-run.ts'
import { firstSource } from '../engine/first-source.ts'
import { recordingFits } from '../engine/recording.ts'

export interface DemoSourcesOptions {
  /** What demos run on. */
  machine: MachineFactory
  /** By demo id: what is played where a machine fails, or cannot run the demo. @default none */
  recordings?: ReadonlyMap<string, Recording>
  /** Where sessions begin. @default 'live' where there is a machine */
  source?: 'live' | 'recording'
}

export type DemoSources = Pick<SessionOptions, 'createMachine' | 'recording' | 'source' | 'reason'>

/** What a demo can run on here. `chain` is what it comes after, and itself last. */
export function demoSources(chain: readonly ResolvedDemo[], { machine, recordings, source }: DemoSourcesOptions): DemoSources {
  const demo = chain.at(-1)!
  const recording = recordings?.get(demo.id)
  return {
    ...recording && recordingFits(recording, demo)
      ? { recording }
      : {},
    ...source
      ? { source }
      : {},
    ...machine.create && (canRun(chain, machine.kind)
      ? { createMachine: machine.create }
      : { reason: `This demo runs on another machine (${demo.machines.join(' or ')}), not on this one (${machine.kind}).` }),
  }
}

/** Where a session with these sources begins; `none` where it does not get there. */
export function foundSource(sources: DemoSources): 'live' | 'recording' | 'none' {
  const source = firstSource(sources)
  const isThere = source === 'live'
    ? sources.createMachine
    : sources.recording
  return isThere
    ? source
    : 'none'
}
