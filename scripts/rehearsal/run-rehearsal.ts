import type { Deck } from '../deck/read-deck.ts'
import type { PlannedDemo } from '../deck/talk-order.ts'
import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { LiveMachineFactory } from '../machines/machine.ts'
import type { DemoReport } from './rehearse-demos.ts'
import { styleText } from 'node:util'
import { UsageError } from '../base/usage-error.ts'
import { chapterTimes, demoPaces } from '../deck/speaking-time.ts'
import { createRecordingKeeper } from '../recordings/keep-recording.ts'
import { removeOrphanedRecordings } from '../recordings/orphaned-recordings.ts'
import { chapterRemarks, chapterTable } from './chapter-table.ts'
import { demoTable, failureTexts } from './demo-table.ts'
import { RehearsalProgress } from './rehearsal-progress.ts'
import { rehearseDemos } from './rehearse-demos.ts'
import { writeReport } from './write-report.ts'

export interface RunRehearsalOptions {
  catalogue: DemoCatalogue
  plan: readonly PlannedDemo[]
  /** Whose chapters are timed. */
  decks: readonly Deck[]
  machine: LiveMachineFactory
  times: number
  jobs: number
  /** Every step is done, undone and done again; nothing is recorded. */
  back: boolean
  recordings: {
    folder: string
    /** Recordings that are fresh are replaced, too. */
    always: boolean
    /** Recordings of demos that do not exist are removed once all is green. */
    tidy: boolean
  }
  /** File or folder for the report. @default none */
  report?: string | undefined
  reproduce: (demo: string) => string
  signal: AbortSignal
}

/**
 * Rehearses, and says how it went. Resolves with whether all was green. Throws `UsageError` where no demo could be run: a rehearsal of
 * nothing must not look green.
 */
export async function runRehearsal({ catalogue, plan, decks, machine, recordings: { folder, always, tidy }, report, reproduce, ...options }: RunRehearsalOptions): Promise<boolean> {
  const date = new Date()
  console.error(`Rehearsing ${plan.length === 1
    ? plan[0]!.demo
    : `${plan.length} demos`} ${machine.description} …`)
  const progress = new RehearsalProgress(plan.length)
  const demos = await rehearseDemos({
    ...options,
    catalogue,
    plan,
    machine,
    recordings: createRecordingKeeper({ folder, catalogue, always }),
    watcher: progress,
  }).finally(() => progress.end())

  printDemos(demos, reproduce)
  const chapters = Object.fromEntries(decks.map(deck => [
    deck.name,
    timeDeck(deck, catalogue, demos),
  ]))
  if (report !== undefined) {
    const files = await writeReport(report, {
      demos,
      chapters,
      machine: machine.kind,
      date,
      reproduce,
    })
    console.log(`\nReport: ${files.join(', ')}`)
  }
  if (demos.every(({ verdict }) => verdict === 'elsewhere'))
    throw new UsageError(`No demo was rehearsed: none of these ${demos.length} can run on the machine "${machine.kind}". Choose another with --machine.`)
  const green = demos.every(({ verdict }) => verdict !== 'failed')
  if (green && tidy) {
    for (const orphan of await removeOrphanedRecordings(folder, catalogue))
      console.log(`Removed the recording of ${orphan}, which is no demo any more.`)
  }
  return green
}

function printDemos(demos: readonly DemoReport[], reproduce: (demo: string) => string): void {
  const [head, ...lines] = demoTable(demos)
  console.log(`\n${styleText('dim', head!)}`)
  for (const [index, line] of lines.entries()) {
    const { verdict } = demos[index]!
    console.log(verdict === 'failed'
      ? styleText('red', line)
      : line)
  }
  for (const text of failureTexts(demos, reproduce))
    console.log(`\n${text}`)
}

/** Prints the times of a deck's chapters, and returns them. */
function timeDeck(deck: Deck, catalogue: DemoCatalogue, demos: readonly DemoReport[]): ReturnType<typeof chapterTimes> {
  const stepSeconds = new Map(demos.map(({ demo, runs }) => [demo, runs.at(-1)?.stepSeconds ?? []]))
  const times = chapterTimes(deck.chapters, demoPaces(catalogue, stepSeconds))
  const [head, ...lines] = chapterTable(times)
  console.log(`\n${styleText('bold', deck.name)} at speaking pace\n${styleText('dim', head!)}`)
  for (const line of [
    ...lines,
    ...chapterRemarks(deck, times),
  ])
    console.log(line)
  return times
}
