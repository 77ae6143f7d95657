import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

it('runs the program once, in the other Node, with its parameters and its exit code', async () => {
  const fixture = (name: string): string => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url))
  const child = spawn(process.execPath, [
    '-r',
    fixture('hand-over-once.cjs'),
    fixture('say-who-runs.cjs'),
    'a b',
    '--flag',
  ])
  const [output, [code]] = await Promise.all([
    text(child.stdout),
    once(child, 'close'),
  ])
  const lines = output.trim().split('\n')
  expect(lines).toHaveLength(1)
  const { pid, by, parameters } = JSON.parse(lines[0]!) as { pid: number, by: string, parameters: string[] }
  expect(by).toBe(String(child.pid))
  expect(pid).not.toBe(child.pid)
  expect(parameters).toEqual(['a b', '--flag'])
  expect(code).toBe(7)
})
