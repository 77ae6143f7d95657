import type { GuestRun } from '../../../scripts/images/qemu/boot-guest.ts'
import type { GuestCheck } from '../../../scripts/images/qemu/guest-checks.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { checkGuest } from '../../../scripts/images/qemu/check-guest.ts'
import { checksOf } from '../../../scripts/images/qemu/guest-checks.ts'

const quiet = {
  note: () => undefined,
  advance: () => undefined,
}

/** This computer's Bash stands in for the guest's: the same program reads the same scripts. */
async function run(script: string): Promise<GuestRun> {
  const bash = spawn('bash', ['-s'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let output = ''
  bash.stdout.setEncoding('utf8').on('data', text => output += text)
  bash.stdin.end(`exec 2>&1\n${script}`)
  const [exitCode] = await once(bash, 'close') as [number]
  return { exitCode, output }
}

async function failureOf(...checks: GuestCheck[]): Promise<string> {
  return await checkGuest({ run }, checks, quiet, new AbortController().signal).then(() => '', (error: Error) => error.message)
}

describe.runIf(process.platform === 'linux')('a check of the guest', () => {
  it('that fails is named, with the command, its exit code and what was printed', async () => {
    const message = await failureOf(
      { title: 'all is well', script: 'true' },
      { title: 'the answer is 42', user: 'ana', script: 'echo thinking; (exit 7); echo never' },
    )
    expect(message).toMatch(/^The guest fails 1 of 2 checks/)
    expect(message).toContain('✗ the answer is 42 (as ana, exit code 7)\n    thinking\n')
    expect(message).toMatch(/a command ended with exit code 7: .*exit 7/)
    expect(message).not.toContain('never')
    expect(message).not.toContain('all is well')
  })

  it('says what it expected and what it saw', async () => {
    expect(await failureOf({ title: 'a name', script: 'same demo "$(echo builder)"' })).toContain('    → expected: demo\n    → seen:     builder\n')
  })

  it('fails aloud where something succeeds that must not, also in a pipe', async () => {
    expect(await failureOf({ title: 'none', script: 'not echo there' })).toContain('→ this succeeded: echo there')
    expect(await failureOf({ title: 'none', script: 'echo zombie | not grep z' })).toContain('→ this succeeded: grep z')
  })

  it('waits for what comes late, and says what never came', async () => {
    expect(await failureOf({ title: 'late', script: 'n=0; third() { ((++n > 2)); }; within 600 third' })).toBe('')
    expect(await failureOf({ title: 'never', script: 'within 1 false' })).toContain('→ this never succeeded: false')
  })

  it('does not hide that a command in a pipe failed', async () => {
    expect(await failureOf({ title: 'pipe', script: 'false | cat' })).toContain('exit code 1')
  })

  it('that is interrupted ends with what interrupted it', async () => {
    const interrupt = new AbortController()
    const checking = checkGuest({ run }, [
      { title: 'long', script: 'sleep 1' },
    ], quiet, interrupt.signal)
    interrupt.abort(new Error('Interrupted.'))
    await expect(checking).rejects.toThrow(/^Interrupted\.$/)
  })

  it('is written in Bash that Bash can read, in every set', async () => {
    for (const { title, script } of checksOf('full', 'amd64'))
      expect(await run(`bash -n <<'whole script'\n${script}\nwhole script\n`), title).toEqual({ exitCode: 0, output: '' })
  })
})
