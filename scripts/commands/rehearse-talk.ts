import type { Deck } from '../deck/read-deck.ts'
import type { RunRehearsalOptions } from '../rehearsal/run-rehearsal.ts'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { INTERRUPTED } from '../cli/exit-codes.ts'
import { reportError } from '../cli/report-error.ts'
import { stopSignal } from '../cli/stop-signal.ts'
import { listDecks } from '../deck/find-deck.ts'
import { readDeck } from '../deck/read-deck.ts'
import { talkOrder } from '../deck/talk-order.ts'
import { demoChain } from '../engine/demo-catalogue.ts'
import { createLiveMachineFactory } from '../machines/machine-factory.ts'
import { changedDemos } from '../rehearsal/changed-demos.ts'
import { DEFAULT_MACHINE, reproduceCommand } from '../rehearsal/reproduce-command.ts'
import { runRehearsal } from '../rehearsal/run-rehearsal.ts'
import { readDemos } from '../server/read-demos.ts'
import { demosFolder, slidesFolder } from '../system/project-paths.ts'

/** What is rehearsed, and how: the options of the command line. */
export interface RehearseTalkOptions {
  deck?: string | undefined
  demo?: string | undefined
  machine: string
  times: number
  jobs: number
  back: boolean
  /** Presses that a typed step takes which does not say so itself. */
  presses: 1 | 2
  report?: string | undefined
  record: boolean
  watch: boolean
  demos?: string | undefined
  recordings?: string | undefined
}

/** Rehearses once, or again and again until Ctrl-C. Resolves with the exit code. */
export async function rehearseTalk(options: RehearseTalkOptions): Promise<number> {
  const stop = new AbortController()
  void stopSignal().then(() => stop.abort(new Error('The rehearsal was stopped.')))
  try {
    const rehearse = await prepare(options, stop.signal)
    if (options.watch) {
      await rehearse.watch()
      return 0
    }
    return await rehearse.once()
      ? 0
      : 1
  }
  catch (error) {
    if (!stop.signal.aborted)
      throw error
    console.error('Stopped.')
    return INTERRUPTED
  }
}

interface Rehearsal {
  /** Resolves with whether all was green. */
  once: () => Promise<boolean>
  /** Resolves when it is stopped. */
  watch: () => Promise<void>
}

/** Reads the options, and all that cannot change while the command runs. */
async function prepare(args: RehearseTalkOptions, signal: AbortSignal): Promise<Rehearsal> {
  const folder = resolve(args.demos ?? demosFolder)
  const all = args.deck === undefined && args.demo === undefined
  const settings = {
    times: args.times,
    jobs: args.jobs,
    back: args.back,
    recordings: {
      folder: resolve(args.recordings ?? join(folder, 'recordings')),
      always: args.record,
      // Only who rehearses all demos of the talk knows which recordings are of none.
      tidy: all && !args.watch && !args.back && args.demos === undefined && args.recordings === undefined,
    },
    report: args.report,
    reproduce: demo => reproduceCommand(demo, {
      machine: args.machine === DEFAULT_MACHINE
        ? undefined
        : args.machine,
      demos: args.demos,
      back: args.back,
      presses: args.presses,
    }),
    signal,
  } satisfies Partial<RunRehearsalOptions>
  const machine = await createLiveMachineFactory(args.machine, signal)

  /** Rehearses what was asked for, or of it only what runs `changed`. */
  async function rehearse(changed?: string): Promise<boolean> {
    const catalogue = await readDemos(folder, { anew: args.watch, presses: args.presses })
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

async function readDecks({ deck, demos }: RehearseTalkOptions): Promise<Deck[]> {
  const names = deck !== undefined
    ? [deck]
    : demos === undefined
      ? await listDecks(slidesFolder)
      // The project's decks show the project's demos.
      : []
  return await Promise.all(names.map(name => readDeck(slidesFolder, name)))
}
