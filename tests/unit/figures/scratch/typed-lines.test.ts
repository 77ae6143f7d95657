import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { typedLines, writtenKeys } from '../../../../components/figures/scratch/typed-lines.ts'
import containerInBash from '../../../../demos/container-in-bash.ts'
import { demosFolder } from '../../../../scripts/system/project-paths.ts'

/** Keys of an object with those inside them, as paths, in the order in which they stand in the file. */
function pathsOf(value: object): string[] {
  return Object.entries(value).flatMap(([key, inner]) => [
    key,
    ...inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? pathsOf(inner as object).map(path => `${key}.${path}`)
      : [],
  ])
}

it('what the slide says that we typed is typed by the demo, in this order', () => {
  const typed = containerInBash.steps.map(step => 'type' in step
    ? step.type ?? ''
    : '')
  let from = 0
  for (const { line } of typedLines) {
    const words = line.replace('…', '').trim().split(' ')
    const found = typed.findIndex((command, index) => index >= from && words.every(word => command.includes(word)))
    expect(found, line).toBeGreaterThanOrEqual(from)
    from = found
  }
})

it('and the keys of config.json stand in the file as on the slide, one for each line', async () => {
  const config = JSON.parse(await readFile(join(demosFolder, 'files/config.json'), 'utf8')) as object
  expect(pathsOf(config).filter(path => writtenKeys.includes(path))).toEqual(writtenKeys)
  expect(typedLines.map(({ key }) => key).toSorted()).toEqual(writtenKeys.toSorted())
})
