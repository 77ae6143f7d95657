import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { figureBlock } from '../../../components/figures/blocks/figure-block.ts'
import { slidesFolder } from '../../../scripts/system/project-paths.ts'

const FENCED = /^```(figure \S+)\n([\s\S]*?)^```$/gm

const blocks: { file: string, kind: string, code: string }[] = []
for await (const file of glob('chapters/*.md', { cwd: slidesFolder })) {
  for (const [, kind, code] of (await readFile(join(slidesFolder, file), 'utf8')).matchAll(FENCED))
    blocks.push({ file, kind: kind!, code: code! })
}

it('finds figures that slides describe with data', () => {
  expect(blocks.length).toBeGreaterThan(100)
})

it('every one of them can be drawn', () => {
  const problems = blocks.flatMap(({ file, kind, code }) => {
    try {
      figureBlock(kind, code)
      return []
    }
    catch (error) {
      return [`${file}: ${(error as Error).message}\n${code.split('\n', 1)[0]}`]
    }
  })
  expect(problems).toEqual([])
})
