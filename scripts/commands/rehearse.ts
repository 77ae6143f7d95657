import type { ArgsDef, ParsedArgs } from 'citty'
import type { Deck } from '../rehearsal/read-deck.ts'
import type { RunRehearsalOptions } from '../rehearsal/run-rehearsal.ts'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { defineCommand } from 'citty'
import { demoChain } from '../engine/demo-catalogue.ts'
import { assertKnownOptions } from '../known-options.ts'
import { createLiveMachineFactory, createMachineFactory, machineNames } from '../machines/machine-factory.ts'
import { demosFolder, slidesFolder } from '../project-paths.ts'
import { changedDemos } from '../rehearsal/changed-demos.ts'
import { practise } from '../rehearsal/practise.ts'
import { readDeck } from '../rehearsal/read-deck.ts'
import { reproduceCommand } from '../rehearsal/reproduce-command.ts'
import { runRehearsal } from '../rehearsal/run-rehearsal.ts'
import { talkOrder } from '../rehearsal/talk-order.ts'
import { reportError } from '../report-error.ts'
import { listDecks } from '../server/find-deck.ts'
import { readDemos } from '../server/read-demos.ts'
import { stopSignal } from '../stop-signal.ts'
import { UsageError } from '../usage-error.ts'
import { closeTalk, DEFAULT_DECK, DEFAULT_PORT, parsePort, talkWords } from './talk-session.ts'

const DEFAULT_MACHINE = 'embedded'
/** 128 + SIGINT, as shells have it. */
const INTERRUPTED = 130

const options = {
  deck: { type: 'string', description: 'Only the demos of this deck (default: all decks, and demos on no slide yet)' },
  demo: { type: 'string', description: 'Only this demo' },
  machine: { type: 'string', description: `Where demos run: ${machineNames.join(', ')}`, default: DEFAULT_MACHINE },
  times: { type: 'string', description: 'How often each demo is rehearsed', default: '1' },
  jobs: { type: 'string', description: 'How many machines run at once; more make the times of steps less true', default: '1' },
  report: { type: 'string', valueHint: 'DIR|FILE', description: 'Write JUnit XML and JSON into a folder, or one of them to a file (.xml, .json)' },
  record: { type: 'boolean', description: 'Record every green demo anew (default: where the recording is missing or stale)', default: false },
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
  async run({ args }) {
    assertKnownOptions(args, options, 'npm run rehearse')
    const stopped = stopSignal()
    if (args.interactive)
      return await practiseUntil(stopped, args)
    const stop = new AbortController()
    void stopped.then(() => stop.abort(new Error('The rehearsal was stopped.')))
    try {
      const rehearse = await prepare(args, stop.signal)
      if (args.watch)
        await rehearse.watch()
      else if (!await rehearse.once())
        process.exitCode = 1
    }
    catch (error) {
      if (!stop.signal.aborted)
        throw error
      console.error('Stopped.')
      process.exitCode = INTERRUPTED
    }
  },
})

/** Opens the talk for practising; at the end, says where the time went. */
async function practiseUntil(stopped: Promise<void>, args: Args): Promise<never> {
  const useless = ([
    'demo',
    'report',
    'record',
    'recordings',
    'watch',
  ] as const).find(name => args[name])
  if (useless)
    throw new UsageError(`--interactive opens a whole deck for practising; it cannot be combined with --${useless}.`)
  const machine = await createMachineFactory(args.machine)
  const { talk, times } = await practise({
    slides: slidesFolder,
    deck: args.deck ?? DEFAULT_DECK,
    demos: resolve(args.demos ?? demosFolder),
    port: parsePort(args.port),
    machine,
  })
  console.log(talkWords(talk, machine))
  console.log('  The clock runs from the first slide in the presenter view.\n')
  await stopped
  console.log(`\n${times().join('\n')}`)
  await closeTalk(talk)
  process.exit(0)
}

interface Rehearsal {
  /** Resolves with whether all was green. */
  once: () => Promise<boolean>
  /** Resolves when it is stopped. */
  watch: () => Promise<void>
}

/** Reads the options, and all that cannot change while the command runs. */
async function prepare(args: Args, signal: AbortSignal): Promise<Rehearsal> {
  const folder = resolve(args.demos ?? demosFolder)
  const settings = {
    times: parseCount('times', args.times),
    jobs: parseCount('jobs', args.jobs),
    recordings: {
      folder: resolve(args.recordings ?? join(folder, 'recordings')),
      always: args.record,
      // Another folder may hold recordings of other demos.
      tidy: args.recordings === undefined,
    },
    report: args.report,
    reproduce: demo => reproduceCommand(demo, {
      machine: args.machine === DEFAULT_MACHINE
        ? undefined
        : args.machine,
      demos: args.demos,
    }),
    signal,
  } satisfies Partial<RunRehearsalOptions>
  const machine = await createLiveMachineFactory(args.machine)
  const all = args.deck === undefined && args.demo === undefined

  /** Rehearses what was asked for, or of it only what runs `changed`. */
  async function rehearse(changed?: string): Promise<boolean> {
    const catalogue = await readDemos(folder, { anew: args.watch })
    const decks = await readDecks(args)
    const plan = talkOrder({
      catalogue,
      decks,
      ...args.demo === undefined
        ? {}
        : { only: args.demo },
      withUnshown: all,
    }).filter(({ demo }) => changed === undefined || demoChain(catalogue, demo).some(({ id }) => id === changed))
    if (plan.length === 0)
      return true
    return await runRehearsal({
      ...settings,
      catalogue,
      plan,
      // A single demo says nothing about the time of a talk.
      decks: args.demo === undefined && changed === undefined
        ? decks
        : [],
      machine,
    })
  }

  return {
    once: rehearse,
    async watch() {
      const waiting = `Waiting for a change in ${folder} …`
      /** What is wrong with a demo that is being written is said, and the next change waited for. */
      const report = async (changed?: string): Promise<void> => {
        await rehearse(changed).catch((error: unknown) => {
          signal.throwIfAborted()
          reportError(error)
        })
        process.exitCode = 0
        console.log(`\n${waiting}`)
      }
      const changes = await changedDemos(folder, signal)
      // All demos take minutes; who wants them says so without --watch.
      if (!all)
        await report()
      else
        console.log(waiting)
      for await (const changed of changes)
        await report(changed)
    },
  }
}

async function readDecks({ deck, demos }: Args): Promise<Deck[]> {
  const names = deck !== undefined
    ? [deck]
    : demos === undefined
      ? await listDecks(slidesFolder)
      // The project's decks show the project's demos.
      : []
  return await Promise.all(names.map(name => readDeck(slidesFolder, name)))
}

function parseCount(name: string, text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > 100)
    throw new UsageError(`--${name} must be a number from 1 to 100, not "${text}".`)
  return count
}
