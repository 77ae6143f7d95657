import type { Talk } from '../server/open-talk.ts'
import process from 'node:process'
import { findDeck } from '../deck/find-deck.ts'
import { createMachineFactory } from '../machines/machine-factory.ts'
import { slidesFolder } from '../system/project-paths.ts'
import { spareMemory } from '../system/spare-memory.ts'

/** What the process tells its parent when the talk is served. */
export interface ServedTalk {
  url: string
  /** Demo id and number of its slide, in the order of the talk. */
  demos: [string, number][]
}

/**
 * Program of a child process: serves a talk as `npm start` does, until the parent lets go of it. A process of its own, because what is measured
 * is all of its memory.
 */
const [deck, machine, port] = process.argv.slice(2)
if (deck === undefined || machine === undefined || process.send === undefined)
  throw new Error('This is started by npm run bench, with a deck, a machine and a port.')
spareMemory()
const { openTalk } = await import('../server/open-talk.ts')
const talk: Talk = await openTalk({
  entry: await findDeck(slidesFolder, deck),
  port: Number(port),
  machine: await createMachineFactory(machine),
})
process.once('disconnect', () => void talk.close().finally(() => process.exit()))
process.send({
  url: talk.urls.projector,
  demos: [...talk.demoSlides],
} satisfies ServedTalk)
