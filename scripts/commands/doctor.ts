import type { ArgsDef } from 'citty'
import type { ScreenSize } from '../doctor/displays.ts'
import type { Finding } from '../doctor/finding.ts'
import process from 'node:process'
import { styleText } from 'node:util'
import { defineCommand } from 'citty'
import { examineComputer } from '../doctor/computer.ts'
import { examineDemos } from '../doctor/deck-demos.ts'
import { examineDisplays } from '../doctor/displays.ts'
import { examineEmbeddedMachine } from '../doctor/embedded-machine.ts'
import { examine } from '../doctor/finding.ts'
import { examineFullMachine } from '../doctor/full-machine.ts'
import { tryTalk } from '../doctor/try-talk.ts'
import { assertKnownOptions } from '../known-options.ts'
import { BEST_MACHINE, createMachineFactory, machineNames } from '../machines/machine-factory.ts'
import { demosFolder, slidesFolder } from '../project-paths.ts'
import { readDeck } from '../rehearsal/read-deck.ts'
import { talkOrder } from '../rehearsal/talk-order.ts'
import { findDeck } from '../server/find-deck.ts'
import { readDemos } from '../server/read-demos.ts'
import { UsageError } from '../usage-error.ts'
import { DEFAULT_DECK, DEFAULT_PORT, parsePort } from './talk-session.ts'

const marks = {
  good: styleText('green', '✓'),
  note: styleText('yellow', '!'),
  bad: styleText('red', '✗'),
}
/** Characters of the longest topic. */
const TOPIC_WIDTH = 'embedded machine'.length

const options = {
  deck: {
    type: 'positional',
    description: 'Deck in slides/, without .md',
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
  async run({ args }) {
    assertKnownOptions(args, options, 'npm run doctor')
    const port = parsePort(args.port)
    const screen = args.screen === undefined
      ? undefined
      : parseScreen(args.screen)
    const entry = await findDeck(slidesFolder, args.deck)
    const findings: Finding[] = []
    const tell = (more: readonly Finding[]): void => {
      findings.push(...more)
      for (const finding of more)
        console.log(findingWords(finding))
    }

    console.log()
    tell(await examine('computer', () => examineComputer(port)))
    tell(await examine('embedded machine', examineEmbeddedMachine))
    tell(await examine('full machine', examineFullMachine))
    const { findings: displays, projector } = await examineDisplays(screen)
    tell(displays)
    tell(await examine('talk', async () => {
      const machine = await createMachineFactory(args.machine)
      const catalogue = await readDemos(demosFolder)
      const decks = [await readDeck(slidesFolder, args.deck)]
      const demos = talkOrder({ catalogue, decks }).map(({ demo }) => demo)
      return [
        ...await examineDemos(catalogue, demos, machine.kind),
        ...await tryTalk({ entry, machine, projector }),
      ]
    }))
    console.log(`\n  ${verdict(findings, args.deck)}\n`)
    // A machine's worker may outlive its use by a moment; nobody waits for it.
    process.exit(findings.some(({ grade }) => grade === 'bad')
      ? 1
      : 0)
  },
})

function findingWords({ grade, topic, words, remedy }: Finding): string {
  const line = `  ${marks[grade]} ${topic.padEnd(TOPIC_WIDTH)}  ${words}`
  return remedy === undefined
    ? line
    : `${line}\n${' '.repeat(TOPIC_WIDTH + 6)}${styleText('cyan', `→ ${remedy}`)}`
}

function verdict(findings: readonly Finding[], deck: string): string {
  const bad = findings.filter(({ grade }) => grade === 'bad').length
  return bad === 0
    ? styleText('bold', `The talk runs here, now, with the network off: npm start -- ${deck}`)
    : styleText('bold', `${bad === 1
        ? 'One thing keeps'
        : `${bad} things keep`} the talk from running as it was rehearsed; see ✗ above.`)
}

function parseScreen(text: string): ScreenSize {
  const [, width, height] = /^(\d{3,5})[x×](\d{3,5})$/.exec(text) ?? []
  if (width === undefined || height === undefined)
    throw new UsageError(`--screen must be width and height in pixels, not "${text}". Example: npm run doctor -- --screen 1920x1080`)
  return {
    width: Number(width),
    height: Number(height),
  }
}
