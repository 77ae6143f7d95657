import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '../../../scripts/system/project-paths.ts'

const spelling = join(projectRoot, 'tests/spelling')
const words = (await readFile(join(spelling, 'words.txt'), 'utf8')).trim().split('\n')

it('the project\'s own words are sorted, each once', () => {
  expect(words.length).toBeGreaterThan(0)
  expect(words).toEqual([
    ...new Set(words),
  ].toSorted((one, other) => one.localeCompare(other, 'en')))
})

it('the project\'s own words are all in use', async () => {
  const { files } = JSON.parse(await readFile(join(spelling, 'cspell.json'), 'utf8')) as { files: string[] }
  const texts: string[] = []
  for (const pattern of files) {
    for await (const file of glob(pattern, { cwd: projectRoot }))
      texts.push(await readFile(join(projectRoot, file), 'utf8'))
  }
  const text = texts.join('\n').toLowerCase()
  expect(words.filter(word => !text.includes(word.toLowerCase()))).toEqual([])
})
