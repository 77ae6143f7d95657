import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parser } from '@slidev/cli'
import { expect, it } from 'vitest'
import { slidesFolder } from '../../../scripts/project-paths.ts'

/** The slides that a deck selects from the chapters, each as `file#number`, from 1. */
async function selection(deck: string): Promise<string[]> {
  const { slides } = await parser.load({
    userRoot: slidesFolder,
    roots: [slidesFolder],
  }, join(slidesFolder, `${deck}.md`))
  return slides.map(({ source }) => `${basename(source.filepath)}#${source.index + 1}`)
}

const [lecture, further, meetup] = await Promise.all(['lecture', 'questions', 'meetup'].map(selection))

it('is told in as many slides as four sittings have room for, not counting the list of sources', () => {
  const told = lecture!.filter(slide => !slide.startsWith('98-course-sources.md'))
  expect(told.length).toBeGreaterThanOrEqual(150)
  expect(told.length).toBeLessThanOrEqual(190)
})

it('and the deck of further slides have no slide in common', () => {
  expect(further!.filter(slide => lecture!.includes(slide))).toEqual([])
})

it('leaves no slide of a chapter out of all decks', async () => {
  const chapters = join(slidesFolder, 'chapters')
  const written = await Promise.all((await readdir(chapters)).map(async (file) => {
    const { slides } = await parser.load({
      userRoot: slidesFolder,
      roots: [slidesFolder],
    }, join(chapters, file))
    return slides.map((_, index) => `${file}#${index + 1}`)
  }))
  const selected = new Set([
    ...lecture!,
    ...further!,
    ...meetup!,
  ])
  expect(written.flat().filter(slide => !selected.has(slide))).toEqual([])
})
