import type { Benchmark } from './benchmark.ts'
import { canRun } from '../engine/can-run.ts'
import { demoChain } from '../engine/demo-catalogue.ts'
import { createLiveMachineFactory } from '../machines/machine-factory.ts'
import { rehearseDemo } from '../rehearsal/rehearse-demo.ts'
import { readDemos } from '../server/read-demos.ts'
import { demosFolder } from '../system/project-paths.ts'

/** One run takes minutes, and sums up enough steps to be steady. */
const MOST_RUNS = 3

/** What a speaker waits for before the talk: every demo that the embedded machine runs, each on a fresh one, one after the other. */
export const rehearsalBenchmark: Benchmark = {
  name: 'rehearsal',
  description: `rehearsal of all demos on the embedded machine, at most ${MOST_RUNS} times`,
  async measure({ runs, report }) {
    const catalogue = await readDemos(demosFolder)
    const { kind, create: createMachine } = await createLiveMachineFactory('embedded')
    const demos = [
      ...catalogue.keys(),
    ].filter(id => canRun(demoChain(catalogue, id), kind))
    const samples: number[] = []
    const count = Math.min(runs, MOST_RUNS)
    for (let run = 1; run <= count; run++) {
      const begin = performance.now()
      for (const [index, demo] of demos.entries()) {
        report(`rehearsal ${run} of ${count}, demo ${index + 1} of ${demos.length}: ${demo}`)
        const { failure } = await rehearseDemo({ catalogue, demo, createMachine })
        // The time of a rehearsal that broke off would be a good one.
        if (failure !== undefined)
          throw new Error(`${failure}\nMend the demo first: npm run rehearse -- --demo ${demo}`)
      }
      samples.push((performance.now() - begin) / 1000)
    }
    return [
      { name: `rehearsal of all ${demos.length} demos`, unit: 's', samples },
    ]
  },
}
