import type { MachineFactory } from '../machines/machine.ts'
import type { TalkTimer } from '../protocol/talk-timer.ts'
import type { Talk } from '../server/open-talk.ts'
import { findDeck } from '../deck/find-deck.ts'
import { readDeck } from '../deck/read-deck.ts'
import { chapterTime, STOPPED_TIMER } from '../protocol/talk-timer.ts'
import { openTalk } from '../server/open-talk.ts'
import { chapterTable } from './chapter-table.ts'

export interface PractiseOptions {
  /** Folder with the decks. */
  slides: string
  deck: string
  /** Folder with the demos. */
  demos: string
  /** Port on loopback. */
  port: number
  machine: MachineFactory
  /** Presses that a typed step takes which does not say so itself. */
  presses: 1 | 2
}

/** A talk that is being practised. */
export interface Practice {
  talk: Talk
  /** Where the time went up to now, as the lines of a table. */
  times: () => string[]
}

/** Opens a talk as `npm start` does, and keeps an eye on the clock of its presenters' windows. Throws as `openTalk` does. */
export async function practise({ slides, deck, ...options }: PractiseOptions): Promise<Practice> {
  const [entry, { chapters }] = await Promise.all([
    findDeck(slides, deck),
    readDeck(slides, deck),
  ])
  let timer: TalkTimer = STOPPED_TIMER
  const talk = await openTalk({
    ...options,
    entry,
    onTimer: changed => timer = changed,
  })
  return {
    talk,
    times: () => chapterTable(chapters.map((chapter, index) => ({
      ...chapter,
      seconds: chapterTime(timer, index, Date.now()) / 1000,
      slides: chapter.slides.length,
    }))),
  }
}
