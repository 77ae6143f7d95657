import type { ArgsDef } from 'citty'
import process from 'node:process'
import { defineCommand } from 'citty'
import { UsageError } from '../base/usage-error.ts'
import { assertCommandLine } from '../cli/command-line.ts'
import { parsePresses, pressesOption } from '../cli/presses-option.ts'
import { parseUrl, urlOption } from '../cli/url-option.ts'
import { findDeck } from '../deck/find-deck.ts'
import { assertMachineName, BEST_MACHINE, machineNames } from '../machines/machine-factory.ts'
import { slidesFolder } from '../system/project-paths.ts'
import { spareMemory } from '../system/spare-memory.ts'
import { DEFAULT_DECK, DEFAULT_PORT, parsePort } from './talk-session.ts'

const options = {
  deck: {
    type: 'positional',
    description: 'Deck in slides/, without .md, or the path of a deck elsewhere',
    default: DEFAULT_DECK,
    required: false,
  },
  demo: { type: 'string', description: 'One demo alone, on a slide of its own, in place of a deck' },
  machine: { type: 'string', description: `Where demos run: ${machineNames.join(', ')}, or ${BEST_MACHINE}: qemu where its image is there and hardware helps, else embedded`, default: BEST_MACHINE },
  port: { type: 'string', description: 'Port on loopback', default: DEFAULT_PORT },
  pace: { type: 'string', description: 'How fast steps are typed: human, fast, or characters per second', default: 'human' },
  presses: pressesOption,
  url: urlOption,
  open: { type: 'boolean', description: 'Open the presenter view in the browser', default: false },
} as const satisfies ArgsDef

export default defineCommand({
  meta: { name: 'start', description: 'Give the talk: serve a deck whose terminals are shells in a real Linux machine.' },
  args: options,
  async run({ args, rawArgs }) {
    assertCommandLine({ args, rawArgs }, options, 'npm start')
    const port = parsePort(args.port)
    const pace = parsePace(args.pace)
    const presses = parsePresses(args.presses)
    const address = parseUrl(args.url)
    if (address !== undefined && args.demo !== undefined)
      throw new UsageError('A demo alone has no last slide: leave out --url, or --demo.')
    assertMachineName(args.machine)
    const deck = await findDeck(slidesFolder, args.deck)
    spareMemory()
    // What serves a talk takes seconds to load; a usage error must not wait for it.
    const { giveTalk } = await import('./give-talk.ts')
    await giveTalk({
      deck,
      demo: args.demo,
      machine: args.machine,
      port,
      pace,
      presses,
      address,
      open: args.open,
    })
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
