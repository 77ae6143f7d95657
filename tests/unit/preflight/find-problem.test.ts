import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '../../../scripts/system/project-paths.ts'

interface Computer {
  node: string
  kind: string
  bindings: readonly string[] | undefined
}
const findProblem = createRequire(import.meta.url)('../../../scripts/preflight/find-problem.cjs') as (computer: Computer) => string | undefined
const fine: Computer = {
  node: '22.23.2',
  kind: 'linux x64',
  bindings: ['binding-linux-x64-gnu', 'pluginutils'],
}

it.each([
  '22.22.2',
  '22.23.0',
  '24.15.0',
  '24.21.0',
  '26.0.0',
  '27.1.0',
])('node %s will do', (node) => {
  expect(findProblem({ ...fine, node })).toBeUndefined()
})

it.each([
  '10.24.1',
  '18.20.8',
  '20.20.2',
  '22.12.0',
  '22.22.1',
  '23.11.0',
  '24.14.9',
  '25.9.0',
])('node %s is refused in one sentence', (node) => {
  expect(findProblem({ ...fine, node })).toMatch(new RegExp(`^Node ${node} cannot run the talk, and Node .* can\\. .*: npm ci$`))
})

it.each<[string, Partial<Computer>, RegExp]>([
  [
    'nothing is installed',
    { bindings: undefined },
    /Run first: npm ci$/,
  ],
  [
    'optional packages were left out',
    {
      bindings: ['pluginutils'],
    },
    /npm ci --include=optional$/,
  ],
  [
    'they were, and Node is too old, because its new one is optional as well',
    {
      bindings: ['pluginutils'],
      node: '20.20.2',
    },
    /npm ci --include=optional$/,
  ],
  [
    'the C library is musl',
    {
      bindings: ['binding-linux-x64-musl'],
    },
    /musl .* glibc/,
  ],
  [
    'the C library is musl, and no Node can be brought along',
    {
      bindings: ['binding-linux-x64-musl'],
      node: '20.20.2',
    },
    /musl .* glibc/,
  ],
])('says what to do where %s', (_, computer, words) => {
  expect(findProblem({
    ...fine,
    ...computer,
  })).toMatch(words)
})

it('stands before the program of every npm script', () => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
  for (const [name, script] of Object.entries(scripts))
    expect(script.split(' && ').every(part => part.startsWith('npm ') || part.startsWith('node -r ./scripts/preflight/check.cjs ')), name).toBe(true)
})
