import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import demo from '../../../demos/container-in-bash.ts'
import { stepText } from '../../../scripts/engine/resolve-demo.ts'

const script = await readFile(new URL('../../../demos/files/container-in-bash.sh', import.meta.url), 'utf8')

/** Single commands, with the group's path written as in the script. */
function commands(text: string): string[] {
  return text.replaceAll('/sys/fs/cgroup/box', '$g').split(/\n|&&|;/).map(command => command.trim()).filter(command => command !== '')
}

/** Where in the script these commands stand; -1 for one that does not. */
function places(typed: string[]): number[] {
  const lines = commands(script).map(line => line.replace(/^exec (?=unshare)/, ''))
  // What runs in the end differs: the demo opens a shell for a person, the script runs a function.
  return typed.map(command => command.replace(/ bash$/, '')).map(command =>
    lines.findIndex(line => line === command || line.startsWith(`${command} `)))
}

it('has some fifty lines', () => {
  const lines = script.split('\n').filter(line => line !== '' && !line.startsWith('# '))
  expect(lines.length).toBeGreaterThan(40)
  expect(lines.length).toBeLessThan(55)
})

it('builds the container with the commands that the demo types, in their order', () => {
  const typed = commands(demo.steps.map(stepText).join('\n'))
  const entered = typed.findIndex(command => command.startsWith('nsenter'))
  const built = typed.findIndex(command => command.startsWith('exec setpriv'))
  for (const part of [
    typed.slice(0, entered),
    typed.slice(entered + 1, built + 1),
  ]) {
    expect(part.length).toBeGreaterThan(5)
    expect(places(part)).not.toContain(-1)
    expect(places(part)).toEqual(places(part).sort((a, b) => a - b))
  }
  expect(places([typed[entered]!])).not.toContain(-1)
})
