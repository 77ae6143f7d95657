import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadDeck } from '../../../scripts/slidev/load-deck.ts'
import { projectRoot, slidesFolder } from '../../../scripts/system/project-paths.ts'

/** How far the thesis counts below each of its numbers. */
const COUNTED = {
  '1.': 4,
  '1.2.': 1,
  '1.3.': 4,
  '2.': 2,
  '2.1.': 11,
  '2.2.': 5,
  '3.': 5,
  '3.1.': 5,
  '3.2.': 2,
  '3.5.': 1,
  '4.': 2,
  'Figure 1.': 2,
  'Figure 3.': 16,
  'Table 3.': 1,
}

const table = await readFile(join(projectRoot, 'tests/fixtures/thesis-coverage.md'), 'utf8')
const rows = table.split('\n').filter(line => line.startsWith('| ')).slice(2).map((line) => {
  const [part = '', about = '', word = '', slides = ''] = line.split('|').slice(1).map(cell => cell.trim())
  return {
    part,
    about,
    word,
    titles: slides.split(' · ').filter(Boolean),
  }
})
const [course, further] = await Promise.all(['lecture', 'questions'].map(name => loadDeck(join(slidesFolder, `${name}.md`))))
/** What the course has no time for is in the deck of further slides. Both list their sources. */
const slides = [
  ...course!.slides,
  ...further!.slides.filter(({ source }) => basename(source.filepath) !== '15-sources.md'),
]
const texts = Map.groupBy(slides.map(({ title = '', content, note = '' }) => ({
  title,
  text: `${content}\n${note}`.toLowerCase(),
})), ({ title }) => title)

it('has a row for all that the thesis counts, and only one', () => {
  const parts = rows.map(({ part }) => part)
  const counted = Object.entries(COUNTED).flatMap(([above, last]) => Array.from({ length: last }, (_, index) => `${above}${index + 1}`))
  expect(counted.filter(number => !parts.some(part => part === number || part.startsWith(`${number} `)))).toEqual([])
  expect(parts.filter((part, index) => parts.indexOf(part) !== index)).toEqual([])
})

describe('the course or its further slides have', () => {
  it.each(rows)('$part, $about', ({ titles, word }) => {
    expect(titles).not.toEqual([])
    expect(titles.filter(title => !texts.has(title)), 'slides that are not there').toEqual([])
    expect(titles.filter(title => texts.get(title)!.length > 1), 'titles of more than one slide').toEqual([])
    expect(word).not.toBe('')
    expect(titles.map(title => texts.get(title)![0]!.text).join('\n')).toContain(word.toLowerCase())
  })
})
