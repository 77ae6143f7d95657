import type { MachineFactory } from '../machines/machine.ts'
import type { Talk } from '../server/open-talk.ts'
import { findDeck } from '../server/find-deck.ts'
import { openTalk } from '../server/open-talk.ts'
import { chapterTable } from './chapter-table.ts'
import { PracticeClock } from './practice-clock.ts'
import { createPracticePlugin } from './practice-plugin.ts'
import { readDeck } from './read-deck.ts'

export interface PractiseOptions {
  /** Folder with the decks. */
  slides: string
  deck: string
  /** Folder with the demos. */
  demos: string
  /** Port on loopback. */
  port: number
  machine: MachineFactory
}

/** A talk that somebody practises. */
export interface Practice {
  talk: Talk
  /** Where the time went up to now, as the lines of a table. */
  times: () => string[]
}

/** Opens a talk as `npm start` does, with a clock per chapter in presenters' windows. Throws as `openTalk` does. */
export async function practise({ slides, deck, ...options }: PractiseOptions): Promise<Practice> {
  const [entry, { chapters }] = await Promise.all([
    findDeck(slides, deck),
    readDeck(slides, deck),
  ])
  const clock = new PracticeClock({ chapters })
  const talk = await openTalk({
    ...options,
    entry,
    plugins: [
      createPracticePlugin(clock),
    ],
  })
  return {
    talk,
    times: () => chapterTable(clock.state.chapters.map((chapter, index) => ({
      ...chapter,
      slides: chapters[index]!.slides.length,
    }))),
  }
}
