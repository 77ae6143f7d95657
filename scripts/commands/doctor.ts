import type { ArgsDef } from 'citty'
import type { ScreenSize } from '../doctor/displays.ts'
import process from 'node:process'
import { defineCommand } from 'citty'
import { UsageError } from '../base/usage-error.ts'
import { assertCommandLine } from '../cli/command-line.ts'
import { findDeck } from '../deck/find-deck.ts'
import { assertMachineName, BEST_MACHINE, machineNames } from '../machines/machine-factory.ts'
import { slidesFolder } from '../system/project-paths.ts'
import { DEFAULT_DECK, DEFAULT_PORT, parsePort } from './talk-session.ts'

const options = {
  deck: {
    type: 'positional',
    description: 'Deck in slides/, without .md, or the path of a deck elsewhere',
    default: DEFAULT_DECK,
    required: false,
  },
  machine: { type: 'string', description: `Where demos would run: ${machineNames.join(', ')}, or ${BEST_MACHINE}`, default: BEST_MACHINE },
  port: { type: 'string', description: 'Port on loopback', default: DEFAULT_PORT },
  screen: { type: 'string', valueHint: 'WxH', description: 'Pixels of the projector (default: the second display, or 1280x720)' },
} as const satisfies ArgsDef

export default defineCommand({
  meta: { name: 'doctor', description: 'See whether the talk would run on this computer now, with the network off, and what is missing.' },
  args: options,
  async run({ args, rawArgs }) {
    assertCommandLine({ args, rawArgs }, options, 'npm run doctor')
    const port = parsePort(args.port)
    assertMachineName(args.machine)
    const screen = args.screen === undefined
      ? undefined
      : parseScreen(args.screen)
    const entry = await findDeck(slidesFolder, args.deck)
    const { examineTalk } = await import('./examine-talk.ts')
    // A machine's worker may outlive its use by a moment; it is not waited for.
    process.exit(await examineTalk({
      deck: args.deck,
      entry,
      machine: args.machine,
      port,
      screen,
    }))
  },
})

function parseScreen(text: string): ScreenSize {
  const [, width, height] = /^(\d{3,5})[x×](\d{3,5})$/.exec(text) ?? []
  if (width === undefined || height === undefined)
    throw new UsageError(`--screen must be width and height in pixels, not "${text}". Example: npm run doctor -- --screen 1920x1080`)
  return {
    width: Number(width),
    height: Number(height),
  }
}
