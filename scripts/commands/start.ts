import type { ArgsDef } from 'citty'
import { rm } from 'node:fs/promises'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { styleText } from 'node:util'
import { defineCommand } from 'citty'
import open from 'open'
import { findDemo } from '../engine/demo-catalogue.ts'
import { assertKnownOptions } from '../known-options.ts'
import { createMachineFactory, machineNames } from '../machines/machine-factory.ts'
import { demosFolder, slidesFolder } from '../project-paths.ts'
import { findDeck } from '../server/find-deck.ts'
import { openTalk } from '../server/open-talk.ts'
import { readDemos } from '../server/read-demos.ts'
import { writeDemoDeck } from '../server/write-demo-deck.ts'
import { stopSignal } from '../stop-signal.ts'
import { UsageError } from '../usage-error.ts'

const DEFAULT_DECK = 'meetup'
const DEFAULT_PORT = '3030'
/** A speaker who pressed Ctrl-C wants the port back, not an explanation. */
const CLOSE_DEADLINE_MS = 5_000

const options = {
  deck: {
    type: 'positional',
    description: 'Deck in slides/, without .md',
    default: DEFAULT_DECK,
    required: false,
  },
  demo: { type: 'string', description: 'One demo alone, on a slide of its own, in place of a deck' },
  machine: { type: 'string', description: `Where demos run: ${machineNames.join(', ')}`, default: 'embedded' },
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
    const { presenter, projector, audience } = talk.urls
    console.log([
      '',
      `  ${styleText('bold', talk.title)}`,
      '',
      `  Presenter  ${styleText('cyan', presenter)}`,
      `  Projector  ${styleText('cyan', projector)}`,
      `  Watch only ${styleText('cyan', audience)}`,
      `  Demos run  ${machine.description}`,
      '',
      `  ${styleText('dim', 'The addresses hold the secret of this run; keep them off the screen. Ctrl-C ends it.')}`,
      '',
    ].join('\n'))
    if (talk.unrecorded.length > 0) {
      console.log([
        `  ${styleText('yellow', 'Without a recording to go on from, should the machine fail:')}`,
        ...talk.unrecorded.map(problem => `  · ${problem}`),
        '  Record them: npm run rehearse',
        '',
      ].join('\n'))
    }
    if (args.open)
      await open(presenter)

    await stop
    console.log('  Stopping the machines …')
    // Worker threads and sockets end with the process in any case; the orderly way only must not take for ever.
    await Promise.race([
      talk.close(),
      setTimeout(CLOSE_DEADLINE_MS),
    ])
    if (entry !== deck)
      await rm(entry, { force: true })
    process.exit(0)
  },
})

function parsePort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new UsageError(`--port must be a number from 1 to 65535, not "${text}". Example: npm start -- --port 3031`)
  return port
}

function parsePace(text: string): 'human' | 'fast' | number {
  if (text === 'human' || text === 'fast')
    return text
  const charactersPerSecond = Number(text)
  if (!(charactersPerSecond >= 1 && charactersPerSecond <= 1000))
    throw new UsageError(`--pace must be human, fast, or 1 to 1000 characters per second, not "${text}".`)
  return charactersPerSecond
}
