import type { MachineCapabilities, SharedMachine } from './machine-contract.ts'
import { beforeEach, expect, it } from 'vitest'
import { expectRightClock } from './clock-contract.ts'
import { Transcript } from './transcript.ts'

/** The part of the contract about saved states. */
export function describeCheckpoints(shared: SharedMachine, { keepsStates = true }: MachineCapabilities): void {
  const itKeeps = it.skipIf(!keepsStates)
  beforeEach(() => shared.machine.restore('base'))

  itKeeps('brings back files, processes and control groups', async () => {
    const { machine } = shared
    await machine.run(`
      echo before > /root/file
      mkdir /sys/fs/cgroup/contract
      setsid sleep 2468 </dev/null >/dev/null 2>&1 &
      echo $! > /sys/fs/cgroup/contract/cgroup.procs`)
    await machine.save('prepared')
    const look = 'cat /root/file; pgrep -fx "sleep 2468"; cat /sys/fs/cgroup/contract/cgroup.procs'
    const before = await machine.run(look)
    expect(before.stdout).toMatch(/^before\n(\d+)\n\1\n$/)
    await machine.run('echo after > /root/file; pkill -fx "sleep 2468"; until rmdir /sys/fs/cgroup/contract; do sleep 0.05; done')
    expect((await machine.run(look)).stdout).toBe('after\n')
    await machine.restore('prepared')
    expect(await machine.run(look)).toEqual(before)
    await machine.restore('base')
    expect((await machine.run('test -e /root/file || pgrep -fx "sleep 2468"')).exitCode).toBe(1)
  })

  itKeeps('replaces what was saved under the same name', async () => {
    const { machine } = shared
    await machine.run('echo first > /root/file')
    await machine.save('again')
    await machine.run('echo second > /root/file')
    await machine.save('again')
    await machine.run('rm /root/file')
    await machine.restore('again')
    expect((await machine.run('cat /root/file')).stdout).toBe('second\n')
  })

  it('has nothing of what was done since the start after returning there', async () => {
    const { machine } = shared
    const { stdout: before } = await machine.run('ls -A / /root /tmp; hostname; ip -br link')
    await machine.run(`
      echo after > /root/file; mkdir /made; touch /tmp/made; hostname other; ip link add made type dummy; ip netns add made
      mkdir -p /sys/fs/cgroup/contract/deeper; mount -t tmpfs made /made
      setsid sleep 2468 </dev/null >/dev/null 2>&1 &
      echo $! > /sys/fs/cgroup/contract/deeper/cgroup.procs`)
    await machine.restore('base')
    expect((await machine.run('ls -A / /root /tmp; hostname; ip -br link')).stdout).toBe(before)
    const { stdout } = await machine.run('ls -d /sys/fs/cgroup/contract /run/netns/made; pgrep -fx "sleep 2468"; findmnt /made; true')
    expect(stdout).toBe('')
  })

  it.runIf(!keepsStates)('says that it keeps no other state', async () => {
    await expect(shared.machine.save('prepared')).rejects.toMatchObject({ name: 'MachineError', code: 'unknown-checkpoint' })
  })

  it('does not know a checkpoint that nobody saved, and goes on as it was', async () => {
    const { machine } = shared
    await machine.run('echo kept > /root/file')
    await expect(machine.restore('never-saved')).rejects.toMatchObject({ name: 'MachineError', code: 'unknown-checkpoint' })
    expect((await machine.run('cat /root/file')).stdout).toBe('kept\n')
  })

  itKeeps('leaves a shell alone when saving, and ends it when returning', async () => {
    const { machine } = shared
    const shell = await machine.openShell({ columns: 80, rows: 24 })
    const transcript = new Transcript(shell)
    await transcript.prompt()
    await machine.save('with a shell')
    expect(await transcript.command('echo still here')).toEqual({ exitCode: 0, output: 'still here\n' })
    await machine.restore('with a shell')
    await transcript.exit()
    expect(transcript.exits).toHaveLength(1)
  })

  itKeeps('has every shell free again after returning to a state that had some', async () => {
    const { machine } = shared
    for (let index = 0; index < 4; index++)
      await new Transcript(await machine.openShell({ columns: 80, rows: 24 })).prompt()
    await machine.save('with four shells')
    await machine.restore('with four shells')
    for (let index = 0; index < 4; index++) {
      const transcript = new Transcript(await machine.openShell({ columns: 80, rows: 24 }))
      await transcript.prompt()
      expect((await transcript.command(`echo ${index}`)).output).toBe(`${index}\n`)
    }
  })

  it('rejects what runs when it returns', async () => {
    const { machine } = shared
    const run = expect(machine.run('sleep 60')).rejects.toThrow()
    await machine.restore('base')
    await run
    expect((await machine.run('pgrep sleep')).exitCode).toBe(1)
  })

  it('has the right wall clock after returning', async () => {
    await shared.machine.restore('base')
    await expectRightClock(shared.machine)
  })
}
