import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { expect, it, onTestFinished } from 'vitest'
import { INTERRUPTED } from '../../scripts/cli/exit-codes.ts'
import { freePort } from '../../scripts/system/free-port.ts'
import { projectRoot } from '../../scripts/system/project-paths.ts'

const SLOW = { timeout: 60_000, interval: 100 }

/** Runs a command until it has printed what is asked for, and then reads no more of it, as `| head` does. */
async function runUnread(printed: RegExp, ...parameters: string[]): Promise<ChildProcessWithoutNullStreams> {
  const child = spawn(process.execPath, ['scripts/cli.ts', ...parameters], { cwd: projectRoot })
  onTestFinished(() => void child.kill('SIGKILL'))
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', data => output += data)
  await expect.poll(() => output, SLOW).toMatch(printed)
  child.stdout.destroy()
  child.stderr.destroy()
  return child
}

it('a rehearsal that nobody reads any more ends', async () => {
  const child = await runUnread(/\[1\/\d+\]/, 'rehearse', '--deck', 'meetup')
  await expect.poll(() => child.exitCode, SLOW).toBe(INTERRUPTED)
})

it('a talk goes on without its log, and still ends when it is asked to', async () => {
  const port = await freePort()
  const child = await runUnread(/Ctrl-C ends it/, 'start', '--port', String(port))
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(401)
  const end = once(child, 'exit')
  child.kill('SIGTERM')
  await end
})
