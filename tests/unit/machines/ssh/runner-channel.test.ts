import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RunnerChannel } from '../../../../scripts/machines/ssh/runner-channel.ts'

const runner = readFileSync(new URL('../../../../scripts/machines/ssh/runner', import.meta.url), 'utf8')

let host: ChildProcessWithoutNullStreams
let channel: RunnerChannel
let folder: string

// The runner is Bash on Linux; here it is this computer's, without ssh between.
describe.skipIf(process.platform !== 'linux')('scripts on a host', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'runner-'))
    symlinkSync(execFileSync('bash', ['-c', 'command -v bash'], { encoding: 'utf8' }).trim(), join(folder, 'run'))
    host = spawn(join(folder, 'run'), ['-s', '--', folder])
    host.stdin.write(runner)
    channel = new RunnerChannel(host.stdin, host.stdout)
  })
  afterEach(() => host.kill('SIGKILL'))

  it('says where its folder is', async () => {
    expect(await channel.ready).toBe(folder)
  })

  it('does not mix the output of scripts that run at once', async () => {
    const letters = [...'abcdefgh']
    const results = await Promise.all(letters.map(letter => channel.run(`head -c 20000 /dev/zero | tr '\\0' ${letter}; echo ${letter} >&2`, 20_000)))
    expect(results).toEqual(letters.map(letter => ({
      exitCode: 0,
      stdout: letter.repeat(20_000),
      stderr: `${letter}\n`,
    })))
  })

  it('has every script find a name that is not bash, and nothing on its standard input', async () => {
    expect((await channel.run('cat; cat /proc/$$/comm', 20_000)).stdout).toBe('run\n')
  })

  it('rejects what is under way when the connection is lost', async () => {
    const running = channel.run('sleep 30', 60_000)
    channel.abandon(new Error('gone'))
    await expect(running).rejects.toThrow('gone')
  })

  it('rejects what comes after the connection is lost, and a clock that was being set', async () => {
    host.kill('SIGSTOP')
    const clock = expect(channel.setClock()).rejects.toThrow('gone')
    channel.abandon(new Error('gone'))
    await clock
    await expect(channel.run('true', 60_000)).rejects.toThrow('gone')
    await expect(channel.setClock()).rejects.toThrow('gone')
  })

  it('takes who says nothing for gone, if it is told to', async () => {
    const other = mkdtempSync(join(tmpdir(), 'runner-'))
    symlinkSync(join(folder, 'run'), join(other, 'run'))
    const silent = spawn(join(other, 'run'), ['-s', '--', other, '1'])
    silent.stdin.write(runner)
    const lost = new RunnerChannel(silent.stdin, silent.stdout)
    await lost.ready
    const running = lost.run('sleep 4712', 60_000)
    running.catch(() => undefined)
    await once(silent, 'close')
    lost.abandon(new Error('over'))
    expect(existsSync(other)).toBe(false)
  })

  it('ends its scripts and removes its folder when its input ends', async () => {
    await channel.ready
    const running = channel.run('sleep 4711', 60_000)
    running.catch(() => undefined)
    await expect.poll(() => existsSync(join(folder, '1.pid'))).toBe(true)
    const group = readFileSync(join(folder, '1.pid'), 'utf8').trim()
    host.stdin.end()
    await once(host, 'close')
    channel.abandon(new Error('over'))
    expect(existsSync(folder)).toBe(false)
    await expect.poll(() => existsSync(`/proc/${group}`)).toBe(false)
  })
})
