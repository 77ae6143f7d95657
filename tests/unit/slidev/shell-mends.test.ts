import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mended, overviewMends, readerMends } from '../../../scripts/slidev/shell-mends.ts'
import { projectRoot } from '../../../scripts/system/project-paths.ts'

const shellMends = [
  ...overviewMends,
  ...readerMends,
]

it.each([
  ...new Set(shellMends.map(({ file }) => file)),
])('this version of Slidev has in %s what is mended there', async (file) => {
  const code = await readFile(join(projectRoot, 'node_modules', '@slidev', 'client', file), 'utf8')
  const mends = shellMends.filter(mend => mend.file === file)
  const text = mends.reduce(mended, code)
  for (const { to } of mends)
    expect(text).toContain(to)
})

it('a version without it is named', () => {
  expect(() => mended('<p>', { file: 'internals/Menu.vue', from: '<button>', to: '<div>' })).toThrow(/internals\/Menu\.vue has "<button>" 0 times/)
})
