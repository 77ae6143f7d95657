import type { Machine } from '../../scripts/machines/machine.ts'
import { afterAll, beforeAll, describe } from 'vitest'
import { describeCheckpoints } from './checkpoint-contract.ts'
import { describeLifecycle } from './lifecycle-contract.ts'
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
  /** Makes the machine die as if by accident. @default none: death is not checked */
  crash?: (machine: Machine) => void | Promise<void>
}

/** A started machine that several tests share. */
export interface SharedMachine {
  readonly machine: Machine
}

/** Makes a machine that has not been started. */
export type CreateMachine = () => Machine | Promise<Machine>

/** Checks that a driver keeps the contract of `scripts/machines/machine.ts`. What is checked here is what MUST means there. */
export function describeMachineContract(name: string, create: CreateMachine, capabilities: MachineCapabilities): void {
  describe(`${name} keeps the machine contract`, () => {
    describe('start and stop', () => describeLifecycle(create, capabilities))

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
      describe('suspension', () => describeSuspension(shared, capabilities))
    })
  })
}
