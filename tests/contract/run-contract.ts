import type { SharedMachine } from './machine-contract.ts'
import { expect, it } from 'vitest'
import { Transcript } from './transcript.ts'

/** The part of the contract about scripts that run beside the shells. */
export function describeRuns(shared: SharedMachine): void {
  it('keeps output, errors and exit status apart', async () => {
    expect(await shared.machine.run('echo out; echo err >&2; exit 3')).toEqual({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' })
  })

  it('is Bash, as root', async () => {
    expect((await shared.machine.run('[[ x ]] && echo "bash $(id -u)"; cat')).stdout).toBe('bash 0\n')
  })

  it('makes files that everybody may read', async () => {
    expect((await shared.machine.run('umask')).stdout).toBe('0022\n')
  })

  it('tells a signal as 128 and its number', async () => {
    expect((await shared.machine.run('kill -TERM $$')).exitCode).toBe(143)
  })

  it('hands over scripts and output of 100 KB', async () => {
    const text = Array.from({ length: 1600 }, (_, index) => `${String(index).padStart(8, '0')} ${'x'.repeat(54)}`).join('\n')
    const { stdout } = await shared.machine.run(`cat <<'END'\n${text}\nEND\n`)
    expect(stdout.length).toBeGreaterThan(100_000)
    expect(stdout).toBe(`${text}\n`)
  })

  it('passes on everything that a string can hold', async () => {
    const text = '\uFEFF\t\u0001"\'\\$`ü€漢🐳\u{10FFFF}'
    expect((await shared.machine.run(`cat <<'END'\n${text}\nEND\n`)).stdout).toBe(`${text}\n`)
    expect((await shared.machine.run('printf "a\\0b"')).stdout).toBe('a\0b')
    expect((await shared.machine.run('printf "\\xff"')).stdout).toBe('\uFFFD')
  })

  it('goes on beside other runs', async () => {
    const results = await Promise.all([3, 1, 2].map(number => shared.machine.run(`sleep 0.${number}; echo ${number}; exit ${number}`)))
    expect(results).toEqual([3, 1, 2].map(number => ({ exitCode: number, stdout: `${number}\n`, stderr: '' })))
  })

  it('kills the script and its children when the time is over', async () => {
    await expect(shared.machine.run('sleep 7654 & sleep 7655; true', { timeout: 1_000 }))
      .rejects
      .toMatchObject({
        name: 'MachineError',
        code: 'timeout',
        message: expect.stringContaining('sleep 7654'),
      })
    expect((await shared.machine.run('pgrep -f "sleep 765[45]"')).stdout).toBe('')
  })

  it('kills the script and its children when aborted, and rejects with the reason', async () => {
    const controller = new AbortController()
    const reason = new Error('no longer wanted')
    const run = expect(shared.machine.run('touch /tmp/begun; sleep 7656; true', { signal: controller.signal })).rejects.toBe(reason)
    await shared.machine.run('until [ -e /tmp/begun ]; do sleep 0.05; done; rm /tmp/begun')
    controller.abort(reason)
    await run
    expect((await shared.machine.run('pgrep -f "sleep 7656"')).stdout).toBe('')
  })

  it('does not begin for a signal that is aborted already', async () => {
    const reason = new Error('no longer wanted')
    await expect(shared.machine.run('touch /tmp/never', {
      signal: AbortSignal.abort(reason),
    })).rejects.toBe(reason)
    expect((await shared.machine.run('test -e /tmp/never')).exitCode).toBe(1)
  })

  it('does not disturb a shell', async () => {
    const shell = await shared.machine.openShell({ columns: 80, rows: 24 })
    const transcript = new Transcript(shell)
    await transcript.prompt()
    shell.write('echo un')
    await transcript.waitFor(/echo un$/)
    const { text } = transcript
    await shared.machine.run('echo noise; echo noise >&2; sleep 0.1')
    expect(transcript.text).toBe(text)
    expect(await transcript.command('disturbed; jobs')).toEqual({ exitCode: 0, output: 'undisturbed\n' })
    shell.kill()
    await transcript.exit()
  })
}
