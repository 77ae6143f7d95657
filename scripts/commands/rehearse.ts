import type { ArgsDef, ParsedArgs } from 'citty'
import process from 'node:process'
import { defineCommand } from 'citty'
import { UsageError } from '../base/usage-error.ts'
import { assertCommandLine } from '../cli/command-line.ts'
import { inputFolder, outputFile, outputFolder } from '../cli/option-path.ts'
import { parsePresses, pressesOption } from '../cli/presses-option.ts'
import { findDeck } from '../deck/find-deck.ts'
import { assertMachineName, machineNames } from '../machines/machine-factory.ts'
import { DEFAULT_MACHINE } from '../rehearsal/reproduce-command.ts'
import { isReportFile } from '../rehearsal/write-report.ts'
import { slidesFolder } from '../system/project-paths.ts'
import { DEFAULT_DECK, DEFAULT_PORT, parsePort } from './talk-session.ts'

const options = {
  deck: { type: 'string', description: 'Only the demos of this deck (default: all decks, and demos on no slide yet)' },
  demo: { type: 'string', description: 'Only this demo' },
  machine: { type: 'string', description: `Where demos run: ${machineNames.join(', ')}`, default: DEFAULT_MACHINE },
  times: { type: 'string', description: 'How often each demo is rehearsed', default: '1' },
  jobs: { type: 'string', description: 'How many machines run at once; more make the times of steps less true', default: '1' },
  report: { type: 'string', valueHint: 'DIR|FILE', description: 'Write JUnit XML and JSON into a folder, or one of them to a file (.xml, .json)' },
  record: { type: 'boolean', description: 'Record every green demo anew (default: where the recording is missing or stale)', default: false },
  back: { type: 'boolean', description: 'Do every step, undo it, and do it again; nothing is recorded', default: false },
  presses: pressesOption,
  watch: { type: 'boolean', description: 'Rehearse a demo again whenever its file changes', default: false },
  interactive: { type: 'boolean', description: 'Practise in the browser, with a clock per chapter', default: false },
  port: { type: 'string', description: 'Port on loopback to practise on', default: DEFAULT_PORT },
  demos: { type: 'string', valueHint: 'DIR', description: 'Folder with demos (default: demos)' },
  recordings: { type: 'string', valueHint: 'DIR', description: 'Folder for recordings (default: recordings, beside the demos)' },
} as const satisfies ArgsDef
type Args = ParsedArgs<typeof options>

export default defineCommand({
  meta: { name: 'rehearse', description: 'Run every demo of the talk on a fresh machine with nobody at the keyboard, check it, and record it.' },
  args: options,
  async run({ args, rawArgs }) {
    assertCommandLine({ args, rawArgs }, options, 'npm run rehearse')
    assertMachineName(args.machine)
    if (args.deck !== undefined)
      await findDeck(slidesFolder, args.deck)
    const presses = parsePresses(args.presses)
    if (args.demos !== undefined)
      await inputFolder('demos', args.demos)
    if (args.interactive)
      return await practise(args, presses)
    if (args.back && args.record)
      throw new UsageError('--back repeats every step, which is no recording; it cannot be combined with --record.')
    const counts = {
      times: parseCount('times', args.times),
      jobs: parseCount('jobs', args.jobs),
    }
    if (args.report !== undefined) {
      await (isReportFile(args.report)
        ? outputFile('report', args.report)
        : outputFolder('report', args.report))
    }
    if (args.recordings !== undefined)
      await outputFolder('recordings', args.recordings)
    const { rehearseTalk } = await import('./rehearse-talk.ts')
    process.exitCode = await rehearseTalk({
      ...args,
      ...counts,
      presses,
    })
  },
})

/** Opens the whole deck in the browser, in place of rehearsing its demos. */
async function practise(args: Args, presses: 1 | 2): Promise<never> {
  const useless = ([
    'demo',
    'report',
    'record',
    'recordings',
    'back',
    'watch',
  ] as const).find(name => args[name])
  if (useless)
    throw new UsageError(`--interactive opens a whole deck for practising; it cannot be combined with --${useless}.`)
  const port = parsePort(args.port)
  const { practiseTalk } = await import('./practise-talk.ts')
  await practiseTalk({
    deck: args.deck ?? DEFAULT_DECK,
    demos: args.demos,
    machine: args.machine,
    port,
    presses,
  })
  process.exit(0)
}

function parseCount(name: string, text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > 100)
    throw new UsageError(`--${name} must be a number from 1 to 100, not "${text}".`)
  return count
}
