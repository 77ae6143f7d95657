import type { MachineDeadlines } from '../../scripts/machines/deadlines.ts'
import type { Machine } from '../../scripts/machines/machine.ts'
import { afterAll, beforeAll, describe } from 'vitest'
import { describeCheckpoints } from './checkpoint-contract.ts'
import { describeFailures } from './failure-contract.ts'
import { describeKeeping } from './keep-contract.ts'
import { describeLifecycle } from './lifecycle-contract.ts'
import { describeRewinding } from './rewind-contract.ts'
import { describeRuns } from './run-contract.ts'
import { describeShells } from './shell-contract.ts'
import { describeSuspension } from './suspend-contract.ts'

/** What differs between machines that keep the same contract. */
export interface MachineCapabilities {
  /** Account besides root that shells can be opened for. @default none: not checked */
  user?: string
  /** Seconds of processor time that the machine has used so far. @default none: idleness is not checked */
  cpuSeconds?: (machine: Machine) => number | Promise<number>
  /** The machine keeps states beside `base`. @default true */
  keepsStates?: boolean
  /** Shells can go on in a state that the machine returns to. @default false */
  rewinds?: boolean
  /** Later machines know states that one of them kept; removes one. @default none: a state ends with its machine */
  forget?: (state: string) => Promise<void>
  /** The machine can be made to stand still. @default true */
  suspends?: boolean
  /** Makes the machine die as if by accident, also while it starts. @default none: death is not checked */
  crash?: (machine: Machine) => void | Promise<void>
  /** Makes the machine answer nothing any more, also while it starts, without dying. @default none: not checked */
  hang?: (machine: Machine) => void | Promise<void>
  /** A script after which the guest answers nothing any more, though what it runs in does. @default none: not checked */
  wedge?: string
  /** The guest's kernel is the machine's own, and may panic. @default true */
  ownsKernel?: boolean
}

/** A started machine that several tests share. */
export interface SharedMachine {
  readonly machine: Machine
}

/** Makes a machine that has not been started, with some deadlines that are not the driver's own. */
export type CreateMachine = (deadlines?: Partial<MachineDeadlines>) => Machine | Promise<Machine>

/** Checks that a driver keeps the contract of `scripts/machines/machine.ts`. What is checked here is what MUST means there. */
export function describeMachineContract(name: string, create: CreateMachine, capabilities: MachineCapabilities): void {
  describe(`${name} keeps the machine contract`, () => {
    describe('start and stop', () => describeLifecycle(create, capabilities))

    describe('whatever happens', () => describeFailures(create, capabilities))

    describe('once started', () => {
      let started: Machine | undefined
      const shared: SharedMachine = {
        get machine() {
          if (!started)
            throw new Error('The machine has not been started.')
          return started
        },
      }

      beforeAll(async () => {
        started = await create()
        await started.start(new AbortController().signal)
      })
      afterAll(() => started?.stop())

      describe('shells', () => describeShells(shared, capabilities))
      describe('runs', () => describeRuns(shared))
      describe('checkpoints', () => describeCheckpoints(shared, capabilities))
      describe('returning with its shells', () => describeRewinding(shared, capabilities))
      describe('keeping', () => describeKeeping(shared, create, capabilities))
      describe('suspension', () => describeSuspension(shared, capabilities))
    })
  })
}
