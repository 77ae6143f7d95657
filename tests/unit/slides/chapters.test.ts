import { expect, it } from 'vitest'
import { listChapters } from '../../../scripts/deck/chapter-file.ts'
import { unshownSlides } from '../../../scripts/deck/unshown-slides.ts'
import { slidesFolder } from '../../../scripts/system/project-paths.ts'

it('every slide of every chapter is in a deck', async () => {
  expect((await listChapters(slidesFolder)).size).toBeGreaterThan(10)
  expect(await unshownSlides(slidesFolder)).toEqual([])
})
