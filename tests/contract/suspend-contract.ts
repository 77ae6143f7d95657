import type { MachineCapabilities, SharedMachine } from './machine-contract.ts'
import { setTimeout as pass } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { expectRightClock } from './clock-contract.ts'
import { Transcript } from './transcript.ts'

/** Milliseconds over which a suspended machine is watched at a time. */
const WATCH_MS = 1_000

/** Share of one processor that may go to the test itself while it watches. */
const IDLE_SHARE = 0.02

/** Milliseconds in which work that was begun before, such as compiling in the background and collecting garbage, has to come to an end. */
const SETTLE_MS = 15_000

/** The part of the contract about machines that nobody looks at. */
export function describeSuspension(shared: SharedMachine, { cpuSeconds, keepsStates = true }: MachineCapabilities): void {
  it.skipIf(!cpuSeconds)('uses no processor time, and has the right wall clock afterwards', async () => {
    const { machine } = shared
    await machine.suspend()
    await expect.poll(async () => {
      const before = await cpuSeconds?.(machine) ?? Number.NaN
      await pass(WATCH_MS)
      return (await cpuSeconds?.(machine) ?? Number.NaN) - before
    }, { timeout: SETTLE_MS }).toBeLessThan(IDLE_SHARE * WATCH_MS / 1000)
    await machine.resume()
    await expectRightClock(machine)
  })

  it('goes on where it stopped, however often it is asked', async () => {
    const { machine } = shared
    const transcript = new Transcript(await machine.openShell({ columns: 80, rows: 24 }))
    await transcript.prompt()
    await transcript.command('kept=yes')
    await machine.suspend()
    await machine.suspend()
    await machine.resume()
    await machine.resume()
    expect((await transcript.command('echo $kept')).output).toBe('yes\n')
  })

  it('resumes by itself for every call', async () => {
    const { machine } = shared
    await machine.suspend()
    expect((await machine.run('echo awake')).stdout).toBe('awake\n')
    await machine.suspend()
    const transcript = new Transcript(await machine.openShell({ columns: 80, rows: 24 }))
    await transcript.prompt()
    await machine.suspend()
    expect((await transcript.command('echo typed')).output).toBe('typed\n')
    if (keepsStates) {
      await machine.suspend()
      await machine.save('suspended')
    }
    await machine.suspend()
    await machine.restore(keepsStates
      ? 'suspended'
      : 'base')
    await expectRightClock(machine)
    expect(transcript.exits).toHaveLength(1)
  })
}
