import type { ScreenSize } from '../doctor/displays.ts'
import type { Finding } from '../doctor/finding.ts'
import type { MachineFactory } from '../machines/machine.ts'
import { styleText } from 'node:util'
import { UsageError } from '../base/usage-error.ts'
import { readDeck } from '../deck/read-deck.ts'
import { talkOrder } from '../deck/talk-order.ts'
import { examineComputer } from '../doctor/computer.ts'
import { examineDatedFacts } from '../doctor/dated-facts.ts'
import { examineDemos } from '../doctor/deck-demos.ts'
import { examineDisplays } from '../doctor/displays.ts'
import { examineEmbeddedMachine } from '../doctor/embedded-machine.ts'
import { examine, firstLine } from '../doctor/finding.ts'
import { examineFullMachine } from '../doctor/full-machine.ts'
import { tryTalk } from '../doctor/try-talk.ts'
import { BEST_MACHINE, createMachineFactory } from '../machines/machine-factory.ts'
import { readDemos } from '../server/read-demos.ts'
import { demosFolder, slidesFolder } from '../system/project-paths.ts'
import { DEFAULT_PORT } from './talk-session.ts'

const marks = {
  good: styleText('green', '✓'),
  note: styleText('yellow', '!'),
  bad: styleText('red', '✗'),
}
/** Characters of the longest topic. */
const TOPIC_WIDTH = 'embedded machine'.length

export interface ExamineTalkOptions {
  /** Name of the deck, and path of its entry file. */
  deck: string
  entry: string
  /** Name of the machine. */
  machine: string
  port: number
  /** Size of the projector. @default found out */
  screen?: ScreenSize | undefined
}

/** Tries the talk here and now, and says what it finds. Resolves with the exit code. */
export async function examineTalk({ deck, entry, machine: name, port, screen }: ExamineTalkOptions): Promise<number> {
  const findings: Finding[] = []
  const tell = (more: readonly Finding[]): void => {
    findings.push(...more)
    for (const finding of more)
      console.log(findingWords(finding))
  }

  const machine = await chosenMachine(name)
  const again = `npm run doctor -- ${deck}`
  let reading: ReturnType<typeof readDeck> | undefined
  const readOnce = (): ReturnType<typeof readDeck> => reading ??= readDeck(slidesFolder, deck)

  console.log()
  tell(await examine({ topic: 'computer', remedy: again }, () => examineComputer(port)))
  tell(await examine({ topic: 'embedded machine', remedy: 'Bring its files back: git checkout -- scripts/images/embedded/built; npm ci' }, examineEmbeddedMachine))
  tell(await examine({ topic: 'full machine', remedy: again, grade: 'note' }, examineFullMachine))
  const { findings: displays, projector } = await examineDisplays(screen)
  tell(displays)
  tell(machine.findings)
  tell(await examine({ topic: 'demos', remedy: 'See what is said of them: npm run rehearse' }, async () => {
    const catalogue = await readDemos(demosFolder)
    const decks = [await readOnce()]
    const demos = talkOrder({ catalogue, decks }).map(({ demo }) => demo)
    return await examineDemos(catalogue, demos, machine.factory.kind)
  }))
  tell(await examine({ topic: 'facts', remedy: again, grade: 'note' }, async () => examineDatedFacts((await readOnce()).chapters, new Date())))
  tell(await tryTalk({ entry, machine: machine.factory, projector }))
  const start = startCommand(deck, name, String(port))
  console.log(`\n  ${verdict(findings, start)}\n`)
  return findings.some(({ grade }) => grade === 'bad')
    ? 1
    : 0
}

function findingWords({ grade, topic, words, remedy }: Finding): string {
  const line = `  ${marks[grade]} ${topic.padEnd(TOPIC_WIDTH)}  ${words}`
  return remedy === undefined
    ? line
    : `${line}\n${' '.repeat(TOPIC_WIDTH + 6)}${styleText('cyan', `→ ${remedy}`)}`
}

/** The machine that was asked for, or what it lacks; then the rest is tried as if there were none. */
async function chosenMachine(name: string): Promise<{ factory: MachineFactory, findings: Finding[] }> {
  try {
    return { factory: await createMachineFactory(name), findings: [] }
  }
  catch (error) {
    // The command line is wrong.
    if (error instanceof UsageError)
      throw error
    return {
      factory: await createMachineFactory('recording'),
      findings: [
        {
          grade: 'bad',
          topic: 'machine',
          words: firstLine(error),
          remedy: 'Or take the one that is there always: npm run doctor -- --machine embedded',
        },
      ],
    }
  }
}

/** What begins the talk as the doctor tried it. */
function startCommand(deck: string, machine: string, port: string): string {
  return [
    `npm start -- ${deck}`,
    ...machine === BEST_MACHINE
      ? []
      : [`--machine ${machine}`],
    ...port === DEFAULT_PORT
      ? []
      : [`--port ${port}`],
  ].join(' ')
}

function verdict(findings: readonly Finding[], start: string): string {
  const bad = findings.filter(({ grade }) => grade === 'bad').length
  return bad === 0
    ? styleText('bold', `The talk runs here, now, with the network off: ${start}`)
    : styleText('bold', `${bad === 1
        ? 'One thing keeps'
        : `${bad} things keep`} the talk from running as it was rehearsed; see ✗ above. Then: ${start}`)
}
