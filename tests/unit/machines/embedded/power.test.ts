import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Power } from '../../../../scripts/machines/embedded/core/power.ts'

/** Starts at once and stops a turn later, as v86 does; like v86, its `stop` never resolves if it is started meanwhile. */
class SlowSwitch {
  isRunning = false
  isStopping = false
  readonly log: string[] = []

  run = async (): Promise<void> => {
    expect(this.isStopping).toBe(false)
    this.isRunning = true
    this.log.push('run')
  }

  stop = async (): Promise<void> => {
    this.isStopping = true
    await turn()
    this.isStopping = false
    this.isRunning = false
    this.log.push('stop')
  }

  stopIdling = (): void => undefined

  is_running = (): boolean => this.isRunning
}

describe('the power switch', () => {
  it('runs only while nothing holds it', async () => {
    const machine = new SlowSwitch()
    const power = new Power(machine)
    await power.hold('first')
    await power.hold('second')
    await power.release('first')
    expect(machine.isRunning).toBe(false)
    await power.release('second')
    expect(machine.isRunning).toBe(true)
  })

  it('ends the sleep of an idle machine that is to stop, which would notice it only when it wakes', async () => {
    const machine = new SlowSwitch()
    const awake = Promise.withResolvers<void>()
    machine.stop = async () => {
      await awake.promise
      machine.isRunning = false
    }
    machine.stopIdling = () => awake.resolve()
    const power = new Power(machine)
    await power.release('nothing')
    await power.hold('save')
    expect(machine.isRunning).toBe(false)
  })

  it('never starts while it stops, however the wishes change', async () => {
    const machine = new SlowSwitch()
    const power = new Power(machine)
    await power.release('nothing')
    await Promise.all([
      power.hold('a'),
      power.release('a'),
      power.hold('b'),
      power.hold('a'),
      power.release('b'),
      power.release('a'),
    ])
    expect(machine.isRunning).toBe(true)
    await Promise.all([
      power.release('a'),
      power.hold('a'),
    ])
    expect(machine.isRunning).toBe(false)
  })

  it('has stopped when a hold resolves, even one that joins another', async () => {
    const machine = new SlowSwitch()
    const power = new Power(machine)
    await power.release('nothing')
    const first = power.hold('a')
    await power.hold('b').then(() => expect(machine.isRunning).toBe(false))
    await first
    void power.release('a')
    const released = power.release('b')
    await Promise.resolve()
    await Promise.resolve()
    await Promise.all([
      released,
      power.hold('c'),
    ])
    expect(machine.isRunning).toBe(false)
  })
})
