import type { ArgsDef } from 'citty'
import { rm } from 'node:fs/promises'
import process from 'node:process'
import { defineCommand } from 'citty'
import open from 'open'
import { findDemo } from '../engine/demo-catalogue.ts'
import { assertKnownOptions } from '../known-options.ts'
import { BEST_MACHINE, createMachineFactory, machineNames } from '../machines/machine-factory.ts'
import { demosFolder, slidesFolder } from '../project-paths.ts'
import { findDeck } from '../server/find-deck.ts'
import { openTalk } from '../server/open-talk.ts'
import { readDemos } from '../server/read-demos.ts'
import { writeDemoDeck } from '../server/write-demo-deck.ts'
import { stopSignal } from '../stop-signal.ts'
import { UsageError } from '../usage-error.ts'
import { closeTalk, DEFAULT_DECK, DEFAULT_PORT, parsePort, talkWords } from './talk-session.ts'

const options = {
  deck: {
    type: 'positional',
    description: 'Deck in slides/, without .md',
    default: DEFAULT_DECK,
    required: false,
  },
  demo: { type: 'string', description: 'One demo alone, on a slide of its own, in place of a deck' },
  machine: { type: 'string', description: `Where demos run: ${machineNames.join(', ')}, or ${BEST_MACHINE}: qemu where its image is there and hardware helps, else embedded`, default: BEST_MACHINE },
  port: { type: 'string', description: 'Port on loopback', default: DEFAULT_PORT },
  pace: { type: 'string', description: 'How fast steps are typed: human, fast, or characters per second', default: 'human' },
  open: { type: 'boolean', description: 'Open the presenter view in the browser', default: false },
} as const satisfies ArgsDef

export default defineCommand({
  meta: { name: 'start', description: 'Give the talk: serve a deck whose terminals are shells in a real Linux machine.' },
  args: options,
  async run({ args }) {
    assertKnownOptions(args, options, 'npm start')
    const port = parsePort(args.port)
    const pace = parsePace(args.pace)
    const deck = await findDeck(slidesFolder, args.deck)
    const entry = args.demo === undefined
      ? deck
      : await writeDemoDeck(slidesFolder, deck, findDemo(await readDemos(demosFolder), args.demo))
    const machine = await createMachineFactory(args.machine)
    const stop = stopSignal()
    const talk = await openTalk({ entry, port, pace, machine })
    console.log(talkWords(talk, machine))
    if (args.open)
      await open(talk.urls.presenter)

    await stop
    console.log('  Stopping the machines …')
    await closeTalk(talk)
    if (entry !== deck)
      await rm(entry, { force: true })
    process.exit(0)
  },
})

function parsePace(text: string): 'human' | 'fast' | number {
  if (text === 'human' || text === 'fast')
    return text
  const charactersPerSecond = Number(text)
  if (!(charactersPerSecond >= 1 && charactersPerSecond <= 1000))
    throw new UsageError(`--pace must be human, fast, or 1 to 1000 characters per second, not "${text}".`)
  return charactersPerSecond
}
