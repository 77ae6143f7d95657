import type { Machine } from '../../scripts/machines/machine.ts'
import type { CreateMachine, MachineCapabilities, SharedMachine } from './machine-contract.ts'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { expectRightClock } from './clock-contract.ts'
import { Transcript } from './transcript.ts'

/** The part of the contract about states that outlast the machine which kept them. */
export function describeKeeping(shared: SharedMachine, create: CreateMachine, { forget }: MachineCapabilities): void {
  const machines: Machine[] = []
  let state: string
  beforeEach(async () => {
    state = randomUUID()
    await shared.machine.restore('base')
  })
  afterEach(async () => {
    await Promise.all(machines.splice(0).map(machine => machine.stop()))
    await forget?.(state)
  })

  async function startThere(): Promise<[Machine, boolean]> {
    const machine = await create()
    machines.push(machine)
    const isThere = await machine.startFrom!(state)
    await machine.start(new AbortController().signal)
    return [machine, isThere]
  }

  it('says whether states outlast the machine', () => {
    expect([shared.machine.keep, shared.machine.startFrom].map(method => method !== undefined)).toEqual([forget !== undefined, forget !== undefined])
  })

  const itKeeps = it.skipIf(!forget)
  const look = 'cat /root/file; pgrep -fx "sleep 2468"; cat /sys/fs/cgroup/contract/cgroup.procs'

  itKeeps('goes on after keeping, and returns there', async () => {
    const { machine } = shared
    const transcript = new Transcript(await machine.openShell({ columns: 80, rows: 24 }))
    await transcript.prompt()
    await transcript.command('echo before > /root/file')
    expect(await machine.keep!(state)).toBe(true)
    await expectRightClock(machine)
    expect((await transcript.command('cat /root/file; echo after > /root/file')).output).toBe('before\n')
    await machine.restore(state)
    expect((await machine.run('cat /root/file')).stdout).toBe('before\n')
  })

  itKeeps('starts another machine there, with files, processes and control groups, and every state of its own', async () => {
    await shared.machine.run(`
      echo before > /root/file
      mkdir /sys/fs/cgroup/contract
      setsid sleep 2468 </dev/null >/dev/null 2>&1 &
      echo $! > /sys/fs/cgroup/contract/cgroup.procs`)
    await shared.machine.save('not for others')
    const { stdout: before } = await shared.machine.run(look)
    expect(before).toMatch(/^before\n(\d+)\n\1\n$/)
    expect(await shared.machine.keep!(state)).toBe(true)
    await shared.machine.run('rm /root/file')

    const [machine, isThere] = await startThere()
    expect(isThere).toBe(true)
    expect((await machine.run(look)).stdout).toBe(before)
    await expectRightClock(machine)
    await machine.run('echo spoilt > /root/file; sync; pkill -fx "sleep 2468"')
    await machine.save('not for others')
    await machine.restore(state)
    expect((await machine.run(look)).stdout).toBe(before)
    await machine.restore('not for others')
    expect((await machine.run('cat /root/file')).stdout).toBe('spoilt\n')
    await machine.restore('base')
    expect((await machine.run('test -e /root/file || pgrep -fx "sleep 2468"')).exitCode).toBe(1)

    const [again] = await startThere()
    expect((await again.run(look)).stdout).toBe(before)
  })

  itKeeps('replaces what was kept under the same name', async () => {
    for (const word of ['first', 'second']) {
      await shared.machine.run(`echo ${word} > /root/file`)
      expect(await shared.machine.keep!(state)).toBe(true)
    }
    const [machine] = await startThere()
    expect((await machine.run('cat /root/file')).stdout).toBe('second\n')
  })

  itKeeps('begins as ever where nobody kept the state', async () => {
    const [machine, isThere] = await startThere()
    expect(isThere).toBe(false)
    expect((await machine.run('test -e /root/file')).exitCode).toBe(1)
  })
}
