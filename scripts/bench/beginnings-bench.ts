import type { ResolvedDemo } from '../engine/resolve-demo.ts'
import type { Machine } from '../machines/machine.ts'
import type { BenchMachine } from './bench-machines.ts'
import type { Benchmark, BenchmarkContext } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { Beginning } from '../engine/beginning.ts'
import { demoChain } from '../engine/demo-catalogue.ts'
import { readDemos } from '../server/read-demos.ts'
import { demosFolder } from '../system/project-paths.ts'
import { benchMachines } from './bench-machines.ts'

/** One whose beginning has Docker's daemons at work, and both images in their store. */
const DEMO = 'docker-from-proc'
/** Bash: kibibytes of memory that cannot be had. */
const USED_MEMORY = `awk '/^MemTotal/ { total = $2 } /^MemAvailable/ { print total - $2 }' /proc/meminfo`

/** What it takes to come to the beginning of a demo with container engines, and to come back to it. */
export const beginningsBenchmark: Benchmark = {
  name: 'beginnings',
  description: 'a demo with daemons of its own: its setup, its kept beginning, memory of the guest, and the clock afterwards',
  async measure(context) {
    const chain = demoChain(await readDemos(demosFolder), DEMO)
    const figures: Figure[] = []
    for (const machine of await benchMachines(context)) {
      if (machine.host?.image.manifest.set === 'full')
        figures.push(...await beginningFigures(machine, chain, context))
    }
    return figures
  },
}

async function beginningFigures({ name, factory }: BenchMachine, chain: readonly ResolvedDemo[], { runs, report }: BenchmarkContext): Promise<Figure[]> {
  const setups: number[] = []
  const starts: number[] = []
  const restores: number[] = []
  const memory: number[] = []
  const clocks: number[] = []
  const { signal } = new AbortController()
  for (let run = 1; run <= runs; run++) {
    report(`beginnings: ${name} ${run} of ${runs}`)
    setups.push(await onMachine(factory.create(), chain, false))
    starts.push(await onMachine(factory.create(), chain, true, async (machine, beginning) => {
      const begin = performance.now()
      await beginning.restore(machine, signal)
      await beginning.reach(machine, signal)
      restores.push((performance.now() - begin) / 1000)
      clocks.push(await clockError(machine))
      memory.push(Number((await machine.run(USED_MEMORY)).stdout) / 1024)
    }))
  }
  return [
    { name: `${name}: start and setup of ${DEMO}`, unit: 's', samples: setups },
    // The first may have to keep it.
    { name: `${name}: start from its kept beginning`, unit: 's', samples: starts },
    {
      name: `${name}: reset to its kept beginning`,
      unit: 's',
      samples: restores,
      aim: 6,
    },
    { name: `${name}: the guest's clock right afterwards, off by`, unit: 'ms', samples: clocks },
    { name: `${name}: memory used in the guest`, unit: 'MiB', samples: memory },
  ]
}

/** Seconds until a machine is at the demo's beginning, where `use` does the rest. */
async function onMachine(machine: Machine, chain: readonly ResolvedDemo[], keeps: boolean, use?: (machine: Machine, beginning: Beginning) => Promise<void>): Promise<number> {
  const { signal } = new AbortController()
  const beginning = new Beginning({
    chain,
    keeps,
    onSetup: () => {},
  })
  try {
    const begin = performance.now()
    await beginning.start(machine, signal)
    await beginning.reach(machine, signal)
    const seconds = (performance.now() - begin) / 1000
    await use?.(machine, beginning)
    return seconds
  }
  finally {
    await machine.stop()
  }
}

/** Milliseconds between the guest's clock and this computer's, less what it took to ask. */
async function clockError(machine: Machine): Promise<number> {
  const before = Date.now()
  const { stdout } = await machine.run('date +%s%3N')
  const guest = Number(stdout)
  return Math.max(0, before - guest, guest - Date.now())
}
