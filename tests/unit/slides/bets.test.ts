import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDemos } from '../../../scripts/server/read-demos.ts'
import { loadDeck } from '../../../scripts/slidev/load-deck.ts'
import { demosFolder, slidesFolder } from '../../../scripts/system/project-paths.ts'
import { blockData } from '../figures/blocks/block-data.ts'

/** How many slides of a deck that is told from beginning to end ask, at least. */
const LEAST = { lecture: 10, meetup: 4 }

const demos = await readDemos(demosFolder)
const decks = await Promise.all(Object.entries(LEAST).map(async ([name, least]) => {
  const { slides } = await loadDeck(join(slidesFolder, `${name}.md`))
  return {
    name,
    least,
    bets: slides.flatMap(({ title = '', content }, index) => {
      const code = /^```figure bet\n([\s\S]*?)^```$/m.exec(content)?.[1]
      return code === undefined
        ? []
        : [
            {
              name,
              title,
              next: slides[index + 1]?.content ?? '',
              proof: blockData('bet', code).data.proof as { demo: string, step: number } | undefined,
            },
          ]
    }),
  }
}))

it.each(decks)('the room bets $least times or more in $name', ({ bets, least }) => {
  expect(bets.length).toBeGreaterThanOrEqual(least)
})

describe('a bet is a question', () => {
  it.each(decks.flatMap(({ bets }) => bets))('$title ($name)', ({ title }) => {
    expect(title).toMatch(/\?$/)
  })
})

describe('the demo that follows gives the answer, in a step that is checked, to', () => {
  it.each(decks.flatMap(({ bets }) => bets).filter(({ proof }) => proof))('$title ($name)', ({ proof, next }) => {
    expect(next).toContain(`<DemoTerminal demo="${proof!.demo}"`)
    expect(demos.get(proof!.demo)?.steps[proof!.step - 1]?.expect).toBeDefined()
  })
})
