import type { Machine } from '../../scripts/machines/machine.ts'
import type { CreateMachine, MachineCapabilities } from './machine-contract.ts'
import { afterEach, expect, it } from 'vitest'
import { expectRightClock } from './clock-contract.ts'
import { Transcript } from './transcript.ts'

/** The part of the contract about beginnings and ends; each test has a machine of its own. */
export function describeLifecycle(create: CreateMachine, { crash, ownsKernel = true }: MachineCapabilities): void {
  const machines: Machine[] = []

  async function fresh(): Promise<Machine> {
    const machine = await create()
    machines.push(machine)
    return machine
  }

  afterEach(async () => {
    await Promise.all(machines.splice(0).map(machine => machine.stop()))
  })

  it('starts once, however often it is asked', async () => {
    const machine = await fresh()
    const { signal } = new AbortController()
    await Promise.all([
      machine.start(signal),
      machine.start(signal),
    ])
    await machine.start(signal)
    expect(await machine.run('echo alive')).toEqual({ exitCode: 0, stdout: 'alive\n', stderr: '' })
  })

  // The timers of a guest that has just begun, and begins again, may rest.
  it('has the prompt of a shell that is opened right after a return to the start', async () => {
    const machine = await fresh()
    await machine.start(new AbortController().signal)
    await machine.restore('base')
    const transcript = new Transcript(await machine.openShell({ columns: 80, rows: 24 }))
    await transcript.prompt()
    await expectRightClock(machine)
    const seconds = Number((await transcript.command('date +%s')).output)
    expect(Math.abs(seconds - Date.now() / 1000)).toBeLessThan(30)
  })

  it('stops as often as it is asked, and rejects what comes later', async () => {
    const machine = await fresh()
    await machine.start(new AbortController().signal)
    const transcript = new Transcript(await machine.openShell({ columns: 80, rows: 24 }))
    const pending = expect(machine.run('sleep 60')).rejects.toThrow()
    await Promise.all([
      machine.stop(),
      machine.stop(),
    ])
    await machine.stop()
    await pending
    expect(await transcript.exit()).toBeDefined()
    await expect(machine.run('true')).rejects.toMatchObject({ name: 'MachineError', code: 'stopped' })
    await expect(machine.openShell({ columns: 80, rows: 24 })).rejects.toMatchObject({ code: 'stopped' })
    await expect(machine.start(new AbortController().signal)).rejects.toMatchObject({ code: 'stopped' })
  })

  it('can be stopped without ever having been started', async () => {
    const machine = await fresh()
    await machine.stop()
    await expect(machine.run('true')).rejects.toMatchObject({ code: 'stopped' })
  })

  it('does not start for a signal that is aborted already', async () => {
    const machine = await fresh()
    const reason = new Error('changed our mind')
    await expect(machine.start(AbortSignal.abort(reason))).rejects.toBe(reason)
  })

  it('rejects a start that is aborted on the way', async () => {
    const machine = await fresh()
    const controller = new AbortController()
    const reason = new Error('changed our mind')
    const start = expect(machine.start(controller.signal)).rejects.toBe(reason)
    setImmediate(() => controller.abort(reason))
    await start
  })

  it('stops when the signal of its start is aborted later', async () => {
    const machine = await fresh()
    const controller = new AbortController()
    await machine.start(controller.signal)
    const transcript = new Transcript(await machine.openShell({ columns: 80, rows: 24 }))
    controller.abort()
    await transcript.exit()
    await expect(machine.run('true')).rejects.toMatchObject({ code: 'stopped' })
  })

  it.skipIf(!crash)('reports its death once, ends its shells and rejects what is pending', async () => {
    const machine = await fresh()
    const deaths: Error[] = []
    machine.onDeath(reason => void deaths.push(reason))
    await machine.start(new AbortController().signal)
    const transcript = new Transcript(await machine.openShell({ columns: 80, rows: 24 }))
    await transcript.prompt()
    const pending = expect(machine.run('sleep 60')).rejects.toMatchObject({ code: 'died' })
    await crash?.(machine)
    await pending
    expect(await transcript.exit()).toEqual({ exitCode: -1 })
    await expect(machine.run('true')).rejects.toMatchObject({ code: 'died' })
    await machine.stop()
    expect(deaths).toHaveLength(1)
    expect(transcript.exits).toHaveLength(1)
  })

  it.skipIf(!crash || !ownsKernel)('reports a kernel panic of the guest as its death, at once', async () => {
    const machine = await fresh()
    const deaths: Error[] = []
    machine.onDeath(reason => void deaths.push(reason))
    await machine.start(new AbortController().signal)
    // SysRq "c" crashes the kernel on purpose (Documentation/admin-guide/sysrq.rst).
    await expect(machine.run('echo c > /proc/sysrq-trigger')).rejects.toMatchObject({ code: 'died' })
    expect(deaths.map(String)).toEqual([
      expect.stringContaining('Kernel panic - not syncing'),
    ])
    await machine.stop()
  })

  it('does not take being stopped for death', async () => {
    const machine = await fresh()
    const deaths: Error[] = []
    machine.onDeath(reason => void deaths.push(reason))
    await machine.start(new AbortController().signal)
    await machine.stop()
    expect(deaths).toEqual([])
  })
}
