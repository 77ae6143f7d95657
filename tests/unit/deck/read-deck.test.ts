import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readDeck } from '../../../scripts/deck/read-deck.ts'
import { slidesFolder } from '../../../scripts/system/project-paths.ts'
import { OUR_DECKS } from '../../fixtures/decks.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0))
    await rm(folder, { recursive: true })
})

async function slides(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'read-deck-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  return folder
}

describe('a deck', () => {
  it('has a chapter for each block with a budget; blocks without one go on with it', async () => {
    const folder = await slides({
      'talk.md': [
        '---\nduration: 45min\nsrc: ./one.md\nchapter: Start\nbudget: \'1:30\'\n---',
        '---\nsrc: ./two.md\nbudget: \'18:00\'\n---',
        '---\nsrc: ./three.md\n---',
      ].join('\n\n'),
      'one.md': '# Welcome\n\n<!--\nWelcome.\n-->\n\n---\n\n# Promises\n',
      'two.md': '# Kernel\n\n<DemoTerminal demo="first" />\n',
      'three.md': '# More of it\n\n<DemoTerminal demo="second" />\n\n<DemoTerminal demo="first" />\n',
    })
    expect(await readDeck(folder, 'talk')).toEqual({
      name: 'talk',
      duration: 45 * 60,
      chapters: [
        {
          title: 'Start',
          budget: 90,
          slides: [
            {
              number: 1,
              title: 'Welcome',
              note: 'Welcome.',
              demos: [],
            },
            {
              number: 2,
              title: 'Promises',
              note: '',
              demos: [],
            },
          ],
        },
        {
          title: 'Kernel',
          budget: 18 * 60,
          slides: [
            {
              number: 3,
              title: 'Kernel',
              note: '',
              demos: ['first'],
            },
            {
              number: 4,
              title: 'More of it',
              note: '',
              demos: ['second'],
            },
          ],
        },
      ],
    })
  })

  it('without budgets is one chapter', async () => {
    const folder = await slides({ 'talk.md': '# One\n\n---\n\n# Two\n' })
    const { chapters } = await readDeck(folder, 'talk')
    expect(chapters.map(({ title, budget, slides }) => [title, budget, slides.length])).toEqual([
      ['One', undefined, 2],
    ])
  })

  it('is found by its path, too, wherever it lies', async () => {
    const path = join(await slides({ 'mine.md': '# One\n\n---\n\n# Two\n' }), 'mine.md')
    const { chapters } = await readDeck(slidesFolder, path)
    expect(chapters.flatMap(chapter => chapter.slides.map(({ title }) => title))).toEqual(['One', 'Two'])
    await expect(readDeck(slidesFolder, path.replace('mine', 'yours'))).rejects.toThrow(/^There is no file .*yours\.md\. Name a deck in slides\/ without \.md/)
  })

  it('is refused with the chapter where a budget is no time: YAML reads 4:30 without quotes as a number', async () => {
    const folder = await slides({ 'talk.md': '---\nchapter: Start\nbudget: 4\n---\n\n# One\n' })
    await expect(readDeck(folder, 'talk')).rejects.toThrow(`${join(folder, 'talk.md')}, budget of chapter "Start": "4" is not a time. Write minutes and seconds in quotes, such as '4:30'.`)
  })
})

describe.each(OUR_DECKS)('the deck %s', (name) => {
  it('gives each chapter a budget, and no more than the talk has', async () => {
    const { duration, chapters } = await readDeck(slidesFolder, name)
    expect(chapters.length).toBeGreaterThan(1)
    expect(chapters.filter(({ budget }) => budget === undefined)).toEqual([])
    expect(chapters.reduce((sum, { budget }) => sum + budget!, 0)).toBeLessThanOrEqual(duration!)
  })
})
