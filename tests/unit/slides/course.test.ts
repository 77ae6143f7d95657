import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { slidesFolder } from '../../../scripts/project-paths.ts'
import { loadSlides } from '../../fixtures/load-slides.ts'

/** The slides that a deck selects from the chapters, each as `file#number`, from 1. */
async function selection(deck: string): Promise<string[]> {
  const slides = await loadSlides(join(slidesFolder, `${deck}.md`))
  return slides.map(({ source }) => `${basename(source.filepath)}#${source.index + 1}`)
}

const [lecture, further] = await Promise.all(['lecture', 'questions'].map(selection))

it('is told in as many slides as four sittings have room for, not counting the list of sources', () => {
  const told = lecture!.filter(slide => !slide.startsWith('98-course-sources.md'))
  expect(told.length).toBeGreaterThanOrEqual(150)
  expect(told.length).toBeLessThanOrEqual(190)
})

it('and the deck of further slides have no slide in common', () => {
  expect(further!.filter(slide => lecture!.includes(slide))).toEqual([])
})
