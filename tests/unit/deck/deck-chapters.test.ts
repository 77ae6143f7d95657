import { Buffer } from 'node:buffer'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDeck } from '../../../scripts/deck/read-deck.ts'
import { unshownSlides } from '../../../scripts/deck/unshown-slides.ts'
import { loadDeck } from '../../../scripts/slidev/load-deck.ts'
import { projectRoot } from '../../../scripts/system/project-paths.ts'
import { chapterOf, deckOf, slidesFolderOf } from '../../fixtures/slides-folder.ts'

const chapters = {
  'chapters/10-start.md': chapterOf('talk Welcome', 'course Four sittings', 'more Questions, please'),
  'chapters/20-files.md': chapterOf('course Layers', 'talk What `rm` does', 'more Details', 'talk Again', 'more Again'),
}

/** Titles that Slidev shows of a deck with these lines in its headmatter. */
async function titles(...lines: string[]): Promise<string[]> {
  const folder = await slidesFolderOf({
    ...chapters,
    'deck.md': deckOf(...lines),
  })
  const { slides } = await loadDeck(join(folder, 'deck.md'))
  return slides.map(({ title = '' }) => title)
}

describe('slides that would be read otherwise than they were meant are refused with file and line:', () => {
  const chapter = chapterOf('talk One', 'talk Two')
  const deck = deckOf('depths: [talk]', 'chapters: [start]')
  it.each<[string, string | Uint8Array, string, RegExp]>([
    [
      'front matter that is no YAML',
      chapter.replace('depth: talk', 'depth: talk\nlayer: [kernel'),
      deck,
      /10-start\.md:4: the front matter cannot be read: Flow sequence/,
    ],
    [
      'a key twice',
      chapter.replace('depth: talk', 'depth: talk\ndepth: more'),
      deck,
      /10-start\.md:3: the front matter cannot be read: Map keys must be unique/,
    ],
    [
      'a note that takes the next slide along',
      chapter.replace('# One', '# One\n\n<!-- Said.').replace('# Two', '# Two\n\n<!-- Too. -->'),
      deck,
      /10-start\.md:1: a note .* does not end/,
    ],
    [
      'a file that is saved half',
      `${chapter}\n<!--\nIn the middle of a no`,
      deck,
      /10-start\.md:7: a note .* does not end/,
    ],
    [
      'a byte order mark in a chapter',
      `\uFEFF${chapter}`,
      deck,
      /10-start\.md:1: this is not UTF-8, or has a byte order mark/,
    ],
    [
      'another encoding',
      Buffer.from(chapter.replace('One', 'Für'), 'latin1'),
      deck,
      /10-start\.md:5: this is not UTF-8/,
    ],
    [
      'a byte order mark in a deck',
      chapter,
      `\uFEFF${deck}`,
      /deck\.md:1: this is not UTF-8, or has a byte order mark/,
    ],
    [
      'a deck as Unicode',
      chapter,
      `\0${deck}`,
      /deck\.md:1: this is not UTF-8/,
    ],
    [
      'an empty deck',
      chapter,
      '',
      /deck\.md has no slide\. List chapters/,
    ],
    [
      'a deck without its chapters',
      chapter,
      deck.replace('chapters', 'Chapters'),
      /deck\.md has no slide\. List chapters/,
    ],
    [
      'a headmatter that is no YAML',
      chapter,
      deck.replace('A deck', 'A deck: short'),
      /deck\.md:2: the headmatter cannot be read: Nested mappings/,
    ],
    [
      'a duration that is no time',
      chapter,
      deck.replace('depths', 'duration: 45 minuten\ndepths'),
      /deck\.md, duration: "45 minuten" is not a time/,
    ],
  ])('%s', async (_, text, headmatter, words) => {
    const folder = await slidesFolderOf({ 'chapters/10-start.md': '', 'deck.md': headmatter })
    await writeFile(join(folder, 'chapters/10-start.md'), text)
    await expect(readDeck(folder, 'deck')).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(words),
    })
  })

  it('not what only looks like a note, in code', async () => {
    const folder = await slidesFolderOf({
      'chapters/10-start.md': chapterOf('talk One').replace('# One', '# One\n\n```html\n<!--\n```'),
      'deck.md': deck,
    })
    expect((await readDeck(folder, 'deck')).chapters[0]!.slides).toMatchObject([
      { title: 'One' },
    ])
  })
})

describe('a deck that lists chapters has', () => {
  it.each([
    [
      'the slides of its depths, in the order of its chapters',
      ['depths: [talk, course]', 'chapters: [files, start]'],
      [
        'Layers',
        'What `rm` does',
        'Again',
        'Welcome',
        'Four sittings',
      ],
    ],
    [
      'other depths in an entry that says so',
      ['depths: [talk]', 'chapters: [start, { name: files, depths: [more] }]'],
      ['Welcome', 'Details', 'Again'],
    ],
    [
      'single slides by their titles, of any depth and in the order of the list',
      ['chapters: [{ name: files, slides: [details, what-rm-does] }, { name: start, slides: ["Questions, please"] }]'],
      ['Details', 'What `rm` does', 'Questions, please'],
    ],
    [
      'one chapter in two places',
      ['chapters: [{ name: files, slides: [layers] }, { name: start, depths: [talk] }, { name: files, slides: [details] }]'],
      ['Layers', 'Welcome', 'Details'],
    ],
  ])('%s', async (_, lines, expected) => {
    expect(await titles(...lines)).toEqual(expected)
  })

  it('slides that appear, move and go deeper without a change to the deck', async () => {
    const folder = await slidesFolderOf({
      ...chapters,
      'deck.md': deckOf('depths: [talk]', 'chapters: [start]'),
    })
    const shown = async (): Promise<string[]> => (await loadDeck(join(folder, 'deck.md'))).slides.map(({ title = '' }) => title)
    expect(await shown()).toEqual(['Welcome'])
    await writeFile(join(folder, 'chapters/10-start.md'), chapterOf('talk New', 'more Welcome', 'talk Four sittings'))
    expect(await shown()).toEqual(['New', 'Four sittings'])
  })

  it('a first slide with the layout of its own, and no cover by chance', async () => {
    const folder = await slidesFolderOf({
      ...chapters,
      'chapters/30-end.md': '---\ndepth: talk\nlayout: cover\n---\n\n# The end\n',
      'deck.md': deckOf('depths: [talk]', 'chapters: [files, end]'),
      'turned.md': deckOf('depths: [talk]', 'chapters: [end, files]'),
    })
    const first = async (deck: string): Promise<unknown> => {
      const [slide] = (await loadDeck(join(folder, deck))).slides
      const { layout, defaults } = slide!.frontmatter as { layout?: string, defaults?: { layout: string } }
      return layout ?? defaults?.layout
    }
    expect(await first('deck.md')).toBe('default')
    expect(await first('turned.md')).toBe('cover')
  })

  it('parts, each with its budget, that go on over the entries without title and budget', async () => {
    const folder = await slidesFolderOf({
      ...chapters,
      'deck.md': deckOf('duration: 10min', 'depths: [talk]', 'chapters:', '  - { name: start, title: The start, budget: \'1:30\' }', '  - files', '  - { name: files, budget: \'2:00\', depths: [course] }'),
    })
    const deck = await readDeck(folder, 'deck')
    expect(deck.duration).toBe(600)
    expect(deck.chapters.map(({ title, budget, slides }) => [
      title,
      budget,
      slides.map(slide => slide.title),
    ])).toEqual([
      [
        'The start',
        90,
        ['Welcome', 'What `rm` does', 'Again'],
      ],
      [
        'Files',
        120,
        ['Layers'],
      ],
    ])
  })
})

describe('a deck is refused, with words that say what to do, where', () => {
  it.each([
    [
      'its depth is none',
      ['depths: [deep]', 'chapters: [start]'],
      /deck\.md, `depths`, 0: .*"talk" \| "course" \| "more".*"deep"/,
    ],
    [
      'an entry\'s depth is none',
      ['depths: [talk]', 'chapters: [start, { name: files, depths: [deep] }]'],
      /entry 2 of `chapters`, depths\.0: .*"deep"/,
    ],
    [
      'it says no depths',
      ['chapters: [start]'],
      /which slides of "start"\? Write `depths: \[talk\]`/,
    ],
    [
      'it lists nothing',
      ['depths: [talk]', 'chapters: []'],
      /`chapters` lists no chapter/,
    ],
    [
      'an entry has a word that means nothing',
      ['depths: [talk]', 'chapters: [{ name: start, budgets: \'1:00\' }]'],
      /entry 1 of `chapters`, budgets: Invalid key/,
    ],
    [
      'a budget is no time',
      ['depths: [talk]', 'chapters: [{ name: start, budget: 4 }]'],
      /budget of chapter "start": "4" is not a time/,
    ],
    [
      'a chapter is not there',
      ['depths: [talk]', 'chapters: [starts]'],
      /There is no chapter "starts"\. .*chapters has: start, files, empty\. .*slides\/chapters has: opening, /,
    ],
    [
      'it takes no slide of a chapter',
      ['depths: [course]', 'chapters: [start, { name: start, depths: [talk] }, { name: empty }]'],
      /takes the chapter "empty", but none of its slides.*depths course/,
    ],
    [
      'a slide is not there',
      ['chapters: [{ name: files, slides: [nothing] }]'],
      /takes the slide "nothing", but .*20-files\.md has none of that title\. It has: "Layers", /,
    ],
    [
      'two slides have the title',
      ['chapters: [{ name: files, slides: [again] }]'],
      /slides 4 and 5 of .*20-files\.md both have that title/,
    ],
    [
      'a slide is taken twice',
      ['chapters: [{ name: files, slides: [layers] }, { name: files, depths: [course] }]'],
      /takes the slide "Layers" of .*20-files\.md twice, in entries 1 and 2/,
    ],
  ])('%s', async (_, lines, message) => {
    const folder = await slidesFolderOf({
      ...chapters,
      'chapters/30-empty.md': chapterOf('talk Only this'),
      'deck.md': deckOf(...lines),
    })
    await expect(readDeck(folder, 'deck')).rejects.toThrow(message)
  })

  it.each([
    ['a slide does not say how deep it goes', '# No depth\n', /10-start\.md, slide 1 \("No depth"\) does not say how deep it goes\. .*depth: talk/],
    [
      'a slide\'s depth is none',
      chapterOf('talk One', 'deep Two'),
      /10-start\.md, slide 2 \("Two"\) has the depth "deep", which no deck can take/,
    ],
    ['a chapter imports another', '---\ndepth: talk\nsrc: ./20-files.md\n---\n', /10-start\.md, slide 1 .*imports `src: \.\/20-files\.md`/],
  ])('%s', async (_, chapter, message) => {
    const folder = await slidesFolderOf({
      'chapters/10-start.md': chapter,
      'deck.md': deckOf('depths: [talk]', 'chapters: [start]'),
    })
    await expect(readDeck(folder, 'deck')).rejects.toThrow(message)
  })

  it.each([
    ['it has slides of its own', `${deckOf('depths: [talk]', 'chapters: [start]')}\n# Mine\n`, /lists chapters and has slides of its own.*chapters\/mine\.md/],
    ['it imports slides of a chapter by number', '---\nsrc: ./chapters/10-start.md#1,3\n---\n', /imports `src: \.\/chapters\/10-start\.md#1,3`.*takes single slides by title/],
  ])('%s', async (_, deck, message) => {
    const folder = await slidesFolderOf({ ...chapters, 'deck.md': deck })
    await expect(readDeck(folder, 'deck')).rejects.toThrow(message)
  })
})

describe('a deck in another folder that lists a chapter of this talk', () => {
  const talk = join(projectRoot, 'slides')
  const addons = `addons: ${JSON.stringify([projectRoot, talk])}`

  it('has its slides beside its own, whose names count more', async () => {
    const list = 'chapters: [{ name: files, depths: [course] }, { name: opening, depths: [talk] }, { name: history, slides: [most-steps-fixed-a-leak-of-the-step-before] }]'
    expect(await titles(addons, list)).toEqual(['Layers', 'Containers, bottom-up', 'Most steps fixed a leak of the step before'])
  })

  it('is refused without the layouts that these need', async () => {
    const list = 'chapters: [{ name: opening, depths: [talk] }]'
    await expect(titles(`addons: ${JSON.stringify([projectRoot])}`, list)).rejects.toThrow(`Write into its headmatter: addons: [${projectRoot}, ${talk}]`)
  })
})

it('two files of one name are no chapter', async () => {
  const folder = await slidesFolderOf({
    ...chapters,
    'chapters/15-start.md': chapterOf('talk Other'),
    'deck.md': deckOf('depths: [talk]', 'chapters: [start]'),
  })
  await expect(readDeck(folder, 'deck')).rejects.toThrow(/10-start\.md and 15-start\.md in .*chapters are both the chapter "start"/)
})

it('an ordinary Slidev deck is left alone', async () => {
  const folder = await slidesFolderOf({ 'deck.md': '# One\n\n---\nsrc: ./pages/two.md#2\n---\n', 'pages/two.md': '# No\n\n---\n\n# Two\n' })
  expect((await loadDeck(join(folder, 'deck.md'))).slides.map(({ title }) => title)).toEqual(['One', 'Two'])
})

it('names the slides that no deck shows', async () => {
  const folder = await slidesFolderOf({
    ...chapters,
    'talk.md': deckOf('depths: [talk]', 'chapters: [start, files]'),
    'course.md': deckOf('chapters: [{ name: start, depths: [talk, course] }, { name: files, slides: [layers, details] }]'),
  })
  expect(await unshownSlides(folder)).toEqual([
    expect.stringMatching(/10-start\.md, slide 3 \("Questions, please"\) is in no deck: none takes the depth "more" of the chapter "start"\. Give the slide another depth/),
    expect.stringMatching(/20-files\.md, slide 5 \("Again"\) is in no deck/),
  ])
})
