import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { projectRoot } from '../../../scripts/system/project-paths.ts'

/** A table's first line, with the line below it that makes it a header. */
const HEADER = /^(\|.*\|)\n\| *:?-+/gm

it('every column of a table on a slide says what it has, to those who hear it, too', async () => {
  const headers: string[] = []
  for await (const file of glob('slides/chapters/*.md', { cwd: projectRoot })) {
    for (const [, header] of (await readFile(join(projectRoot, file), 'utf8')).matchAll(HEADER))
      headers.push(`${file}: ${header}`)
  }
  expect(headers.length).toBeGreaterThan(10)
  expect(headers.filter(header => /\|\s*\|/.test(header))).toEqual([])
})
