import type { DemoCatalogue } from '../engine/demo-catalogue.ts'
import type { BenchMachine } from './bench-machines.ts'
import type { Benchmark, BenchmarkContext } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { canRun } from '../engine/can-run.ts'
import { demoChain } from '../engine/demo-catalogue.ts'
import { rehearseDemo } from '../rehearsal/rehearse-demo.ts'
import { readDemos } from '../server/read-demos.ts'
import { demosFolder } from '../system/project-paths.ts'
import { benchMachines } from './bench-machines.ts'

/** One run takes minutes, and sums up enough steps to be steady. */
const MOST_RUNS = 3
/** Steps below are as fast as one could wish. */
const TOLD_SECONDS = 1

/** What a speaker waits for before the talk, and at which steps the room waits: every demo that a machine runs, each on a fresh one, one after the other. */
export const rehearsalBenchmark: Benchmark = {
  name: 'rehearsal',
  description: `rehearsal of all demos on every machine that runs here, with the steps that take over ${TOLD_SECONDS} s, at most ${MOST_RUNS} times`,
  async measure(context) {
    const catalogue = await readDemos(demosFolder)
    const figures: Figure[] = []
    for (const machine of await benchMachines(context))
      figures.push(...await rehearsalFigures(machine, catalogue, context))
    return figures
  },
}

async function rehearsalFigures({ name, host, factory: { kind, create: createMachine } }: BenchMachine, catalogue: DemoCatalogue, { runs, report }: BenchmarkContext): Promise<Figure[]> {
  // What other demos need may not be in the small image.
  const kinds = host?.image.manifest.set === 'core'
    ? [kind, 'embedded'] as const
    : [kind]
  const demos = [
    ...catalogue.keys(),
  ].filter(id => kinds.every(kind => canRun(demoChain(catalogue, id), kind)))
  const totals: number[] = []
  const wholes: Samples = new Map()
  const steps: Samples = new Map()
  const count = Math.min(runs, MOST_RUNS)
  for (let run = 1; run <= count; run++) {
    const begin = performance.now()
    for (const [index, demo] of demos.entries()) {
      report(`rehearsal: ${name} ${run} of ${count}, demo ${index + 1} of ${demos.length}: ${demo}`)
      const { failure, seconds, stepSeconds } = await rehearseDemo({ catalogue, demo, createMachine })
      // The time of a rehearsal that broke off would be a good one.
      if (failure !== undefined)
        throw new Error(`${failure}\nMend the demo first: npm run rehearse -- --machine ${kind} --demo ${demo}`)
      addSample(wholes, demo, seconds)
      for (const [step, taken] of stepSeconds.entries())
        addSample(steps, `${demo}, step ${step + 1}`, taken)
    }
    totals.push((performance.now() - begin) / 1000)
  }
  return [
    { name: `${name}: rehearsal of all ${demos.length} demos`, unit: 's', samples: totals },
    ...[
      ...wholes,
      ...[
        ...steps,
      ].filter(([, samples]) => Math.max(...samples) > TOLD_SECONDS),
    ].map(([what, samples]) => ({
      name: `${name}: ${what}`,
      unit: 's' as const,
      samples,
    })),
  ]
}

/** Seconds, by what took them. */
type Samples = Map<string, number[]>

function addSample(samples: Samples, what: string, sample: number): void {
  const known = samples.get(what) ?? []
  known.push(sample)
  samples.set(what, known)
}
