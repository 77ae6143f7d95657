import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { Machine } from '../machines/machine.ts'
import { demoChain } from '../engine/demo-catalogue.ts'
import { Session } from '../engine/session.ts'

/** How one rehearsal of one demo went. */
export interface RehearsalResult {
  demo: string
  title: string
  /** Steps that kept their promise, of `steps`. */
  green: number
  steps: number
  /** From an empty slide to the end of the last step. */
  seconds: number
  /** What went wrong, with the last screen; undefined when all is green. */
  failure?: string
}

export interface RehearseDemoOptions {
  catalogue: DemoCatalogue
  demo: string
  createMachine: () => Machine
  /** Called when a step begins, from 1. */
  onStep?: (step: number, steps: number) => void
}

/** Runs a demo on a fresh machine with nobody at the keyboard, and stops at the first step that breaks its promise. */
export async function rehearseDemo({ catalogue, demo, createMachine, onStep }: RehearseDemoOptions): Promise<RehearsalResult> {
  const begin = performance.now()
  const session = new Session({
    chain: demoChain(catalogue, demo),
    createMachine,
    pace: 'fast',
  })
  try {
    await session.start()
    const { steps } = session.demo
    for (let step = 1; step <= steps.length && session.status.state === 'ready'; step++) {
      onStep?.(step, steps.length)
      session.advance(step)
      await session.idle()
    }
    const { state, step, message } = session.status
    const failed = state !== 'ready'
    return {
      demo,
      title: session.demo.title,
      green: failed
        ? Math.max(0, step - 1)
        : step,
      steps: steps.length,
      seconds: (performance.now() - begin) / 1000,
      ...(failed
        ? { failure: message ?? `ended in state ${state}` }
        : {}),
    }
  }
  finally {
    await session.stop()
  }
}
