import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { loadDeck } from '../../../scripts/slidev/load-deck.ts'
import { slidesFolder } from '../../../scripts/system/project-paths.ts'

/** Where the slides of a deck stand, each as `file#number`. */
async function selection(deck: string): Promise<string[]> {
  const { slides } = await loadDeck(join(slidesFolder, `${deck}.md`))
  return slides.map(({ source }) => `${basename(source.filepath)}#${source.index + 1}`)
}

const [talk, lecture, further] = await Promise.all(['meetup', 'lecture', 'questions'].map(selection))
const isSource = (slide: string): boolean => slide.startsWith('15-sources.md')

it('is told in as many slides as four sittings have room for, not counting the list of sources', () => {
  const told = lecture!.filter(slide => !isSource(slide))
  expect(told.length).toBeGreaterThanOrEqual(150)
  expect(told.length).toBeLessThanOrEqual(190)
})

it('and the deck of further slides have no slide in common', () => {
  expect(further!.filter(slide => lecture!.includes(slide))).toEqual([])
})

it('has every slide of the talk but its list of sources', () => {
  expect(talk!.filter(slide => !lecture!.includes(slide))).toSatisfy((slides: string[]) => slides.every(isSource))
})
