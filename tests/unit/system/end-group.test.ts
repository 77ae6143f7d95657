import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { endGroup } from '../../../scripts/system/end-group.ts'

/** Starts a shell that leads a group, and resolves once it has said "up". */
async function lead(script: string): Promise<{ pid: number, closed: Promise<unknown[]> }> {
  const child = spawn('sh', ['-c', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const closed = once(child, 'close')
  await once(child.stdout, 'data')
  return { pid: child.pid!, closed }
}

describe.skipIf(process.platform === 'win32')('a group of programs', () => {
  it('ends with what it started', async () => {
    const { pid, closed } = await lead('sleep 300 & echo up; wait')
    const callOff = endGroup(pid)
    // The pipe closes when the last of them has ended.
    expect((await closed)[1]).toBe('SIGTERM')
    callOff()
  })

  it('is killed where it does not end by being asked', async () => {
    const { pid, closed } = await lead('trap "" TERM; sleep 300 & echo up; wait; sleep 300')
    endGroup(pid, 100)
    expect((await closed)[1]).toBe('SIGKILL')
  })

  it('that is gone is no fault', async () => {
    const { pid, closed } = await lead('echo up')
    await closed
    expect(() => endGroup(pid)()).not.toThrow()
  })
})
