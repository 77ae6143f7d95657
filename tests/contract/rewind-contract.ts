import type { Machine, Shell } from '../../scripts/machines/machine.ts'
import type { MachineCapabilities, SharedMachine } from './machine-contract.ts'
import { beforeEach, expect, it } from 'vitest'
import { expectRightClock } from './clock-contract.ts'
import { Transcript } from './transcript.ts'

const SIZE = { columns: 80, rows: 24 }

/** The part of the contract about states that a machine returns to with its shells. */
export function describeRewinding(shared: SharedMachine, { rewinds = false }: MachineCapabilities): void {
  beforeEach(() => shared.machine.restore('base'))

  it('says whether shells can go on in a state that it returns to', () => {
    expect(shared.machine.rewind !== undefined).toBe(rewinds)
  })

  const itRewinds = it.skipIf(!rewinds)

  itRewinds('goes back step by step, with the shell and what it has started', async () => {
    const { machine } = shared
    const { shell, transcript } = await open(machine)
    const steps = [
      'cd /tmp; kept=one',
      'echo two > file; hostname two',
      'sleep 2468 &',
      'unshare --uts bash',
      'hostname inner',
    ]
    const seen: string[] = []
    const look = 'echo $kept $PWD $(cat file) $(hostname) $(pgrep -fx "sleep 2468")'
    for (const [index, step] of steps.entries()) {
      await machine.save(`step ${index}`)
      seen.push((await transcript.command(look)).output)
      if (step.startsWith('unshare'))
        await nest(shell, transcript, step)
      else
        await transcript.command(step)
    }
    expect(new Set(seen).size).toBe(steps.length)
    for (const index of [4, 2, 1, 3, 0]) {
      const { transcript: again } = await goBack(machine, shell, `step ${index}`)
      expect((await again.command(look)).output).toBe(seen[index])
    }
    expect((await machine.run('hostname; ls /tmp; pgrep sleep')).stdout).toBe('demo\n')
  })

  itRewinds('goes on differently from a state it returned to, and returns to that', async () => {
    const { machine } = shared
    const { shell, transcript } = await open(machine)
    await machine.save('start')
    await transcript.command('echo first > /root/file')
    await machine.save('first')
    const once = await goBack(machine, shell, 'start')
    await once.transcript.command('echo other > /root/file')
    await machine.save('first')
    await once.transcript.command('rm /root/file')
    const again = await goBack(machine, once.shell, 'first')
    expect((await again.transcript.command('cat /root/file')).output).toBe('other\n')
    const start = await goBack(machine, shell, 'start')
    expect((await start.transcript.command('cat /root/file')).exitCode).toBe(1)
  })

  itRewinds('ends the handles that there were, and has those of the shells that had ended', async () => {
    const { machine } = shared
    const ended = await open(machine)
    const later = { shell: ended.shell, transcript: ended.transcript }
    await machine.save('with one')
    ended.shell.write('exit\r')
    await ended.transcript.exit()
    Object.assign(later, await open(machine))
    const shells = await machine.rewind!('with one')
    await later.transcript.exit()
    expect([
      ...shells.keys(),
    ]).toEqual([ended.shell])
    const revived = new Transcript(shells.get(ended.shell)!)
    expect((await revived.command('echo alive')).output).toBe('alive\n')
    expect((await revived.command('tty')).output).toBe('/dev/hvc0\n')
    shells.get(ended.shell)!.kill()
    await revived.exit()
  })

  itRewinds('has every other shell free', async () => {
    const { machine } = shared
    const { shell } = await open(machine)
    await machine.save('with one')
    for (let index = 1; index < 4; index++)
      await open(machine)
    await machine.rewind!('with one')
    for (let index = 1; index < 4; index++)
      await open(machine)
    await expect(machine.openShell(SIZE)).rejects.toMatchObject({ code: 'no-free-shell' })
    await goBack(machine, shell, 'with one')
  })

  itRewinds('has again what a paused shell had printed and nobody had read', async () => {
    const { machine } = shared
    const { shell, transcript } = await open(machine)
    shell.pause()
    shell.write('seq 1000 1999; echo end\r')
    await expect.poll(async () => (await machine.run('pgrep -c seq; tail -n 1 /proc/loadavg')).exitCode).toBe(0)
    await machine.run('sleep 2')
    await machine.save('unread')
    shell.resume()
    await transcript.waitFor(/end\r\n/)
    const { transcript: again } = await goBack(machine, shell, 'unread')
    await again.waitFor(/1000\r\n1001\r\n[\s\S]*1998\r\n1999\r\nend\r\n/)
  })

  itRewinds('goes on while scripts run, and rejects those', async () => {
    const { machine } = shared
    const { shell } = await open(machine)
    const over = new AbortController()
    const runs = (async () => {
      while (!over.signal.aborted)
        await machine.run('cat /proc/self/status >/dev/null').catch(() => {})
    })()
    for (let round = 0; round < 10; round++)
      await machine.save('busy')
    for (let round = 0; round < 10; round++) {
      const { transcript } = await goBack(machine, shell, 'busy')
      expect((await transcript.command(`echo ${round}`)).output).toBe(`${round}\n`)
    }
    over.abort()
    await runs
    await expectRightClock(machine)
  })

  itRewinds('does not know a state that nobody saved', async () => {
    const { machine } = shared
    const { transcript } = await open(machine)
    await expect(machine.rewind!('never-saved')).rejects.toMatchObject({ name: 'MachineError', code: 'unknown-checkpoint' })
    expect((await transcript.command('echo still here')).output).toBe('still here\n')
  })
}

async function open(machine: Machine): Promise<{ shell: Shell, transcript: Transcript }> {
  const shell = await machine.openShell(SIZE)
  const transcript = new Transcript(shell)
  await transcript.prompt()
  return { shell, transcript }
}

/** Has a shell run another one. */
async function nest(shell: Shell, transcript: Transcript, line: string): Promise<void> {
  const from = transcript.text.length
  shell.write(`${line}\r`)
  // eslint-disable-next-line no-control-regex
  await transcript.waitFor(/\x1B\]133;C\x07[\s\S]*?\x1B\]133;B\x07/, from)
}

async function goBack(machine: Machine, was: Shell, checkpoint: string): Promise<{ shell: Shell, transcript: Transcript }> {
  const shell = (await machine.rewind!(checkpoint)).get(was)!
  return {
    shell,
    transcript: new Transcript(shell),
  }
}
