import type { PlannedDemo } from '../deck/talk-order.ts'
import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { RecordedRun } from '../engine/recorder.ts'
import type { LiveMachineFactory } from '../machines/machine.ts'
import type { KeptRecording, RecordingKeeper } from '../recordings/keep-recording.ts'
import type { RehearsalResult } from './rehearse-demo.ts'
import { canRun } from '../engine/can-run.ts'
import { demoChain } from '../engine/demo-catalogue.ts'
import { rehearseDemo } from './rehearse-demo.ts'

/** One rehearsal of a demo, without what it recorded. */
export type DemoRun = Omit<RehearsalResult, 'recorded'>

/** How one demo stands after a rehearsal. */
export interface DemoReport extends PlannedDemo {
  title: string
  /** Steps of the demo. */
  steps: number
  /** `elsewhere`: no machine of this kind can run it. */
  verdict: 'green' | 'failed' | 'elsewhere'
  /** The machines that it is written for. */
  machines: readonly string[]
  /** One per time it was rehearsed. */
  runs: readonly DemoRun[]
  recording: KeptRecording
}

/** What happens during a rehearsal, for who shows it. */
export interface RehearsalWatcher {
  onStep: (demo: string, step: number, steps: number) => void
  onDone: (report: DemoReport) => void
}

export interface RehearseDemosOptions {
  catalogue: DemoCatalogue
  plan: readonly PlannedDemo[]
  machine: LiveMachineFactory
  recordings: RecordingKeeper
  /** Rehearsals of each demo. @default 1 */
  times?: number
  /** Every step is done, undone and done again; nothing is recorded. @default false */
  back?: boolean
  /** Machines at once. @default 1 */
  jobs?: number
  watcher: RehearsalWatcher
  /** Ends the rehearsal; it rejects with the signal's reason once no machine is left. */
  signal: AbortSignal
}

/** Rehearses the demos in order, each on a fresh machine, and keeps recordings of the green ones. The reports are in the same order. */
export async function rehearseDemos({ plan, jobs = 1, ...options }: RehearseDemosOptions): Promise<DemoReport[]> {
  const reports: DemoReport[] = []
  const waiting = [
    ...plan.entries(),
  ]
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, planned] = next
      const report = await rehearse(planned, options)
      reports[index] = report
      options.watcher.onDone(report)
    }
  }
  const workers = await Promise.allSettled(Array.from({
    length: Math.min(jobs, options.machine.atOnce ?? jobs),
  }, () => work().catch((error: unknown) => {
    // The others finish what they have begun, so that no machine is left.
    waiting.length = 0
    throw error
  })))
  for (const worker of workers) {
    if (worker.status === 'rejected')
      throw worker.reason
  }
  return reports
}

async function rehearse(planned: PlannedDemo, { catalogue, machine, recordings, times = 1, back = false, watcher, signal }: Omit<RehearseDemosOptions, 'plan' | 'jobs'>): Promise<DemoReport> {
  const { demo } = planned
  const chain = demoChain(catalogue, demo)
  const { title, steps, machines } = chain.at(-1)!
  const able = canRun(chain, machine.kind)
  const runs: DemoRun[] = []
  let last: RecordedRun | undefined
  for (let left = able ? times : 0; left > 0; left--) {
    const { recorded, ...run } = await rehearseDemo({
      catalogue,
      demo,
      createMachine: machine.create,
      back,
      onStep: (step, all) => watcher.onStep(demo, step, all),
      signal,
    }).catch((error: unknown): RehearsalResult => {
      signal.throwIfAborted()
      // The demo itself never rejects; a machine that dies after its last step does.
      return {
        demo,
        title,
        green: 0,
        steps: steps.length,
        seconds: 0,
        stepSeconds: [],
        failure: String(error),
      }
    })
    runs.push(run)
    last = recorded
  }
  const failed = runs.some(({ failure }) => failure !== undefined)
  return {
    ...planned,
    title,
    steps: steps.length,
    machines,
    verdict: able
      ? failed
        ? 'failed'
        : 'green'
      : 'elsewhere',
    runs,
    // One red run of several says that the demo cannot be trusted yet.
    recording: await recordings.keep(demo, failed
      ? undefined
      : last),
  }
}
