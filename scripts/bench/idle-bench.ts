import type { Benchmark } from './benchmark.ts'
import { setTimeout } from 'node:timers/promises'
import { SessionHub } from '../hub/session-hub.ts'
import { createMachineFactory } from '../machines/machine-factory.ts'
import { readDemos } from '../server/read-demos.ts'
import { demosFolder } from '../system/project-paths.ts'
import { cpuShare } from './cpu-share.ts'
import { enterHub } from './enter-hub.ts'

const DEMO = 'pid-namespace'
const SAMPLE_MS = 2_000
/** Longer than the hub waits before it suspends a machine that is not shown. */
const SETTLE_MS = 2_000

/** What a demo costs while it is idle. Counts this process with its workers, so the emulator included. */
export const idleBenchmark: Benchmark = {
  name: 'idle',
  description: 'CPU while a demo is shown and nothing happens, and when none is shown',
  async measure({ runs, report }) {
    const hub = new SessionHub({ catalogue: await readDemos(demosFolder), machine: await createMachineFactory('embedded') })
    try {
      report('idle: a demo is shown')
      const { session, leave } = enterHub(hub, DEMO)
      await session.idle()
      const shown = await sampleCpu(runs)
      report('idle: none is shown')
      leave()
      const hidden = await sampleCpu(runs)
      return [
        { name: 'idle CPU, a demo shown', unit: '% of one core', samples: shown },
        {
          name: 'idle CPU, none shown',
          unit: '% of one core',
          samples: hidden,
          aim: 1,
        },
      ]
    }
    finally {
      await hub.close()
    }
  },
}

async function sampleCpu(runs: number): Promise<number[]> {
  await setTimeout(SETTLE_MS)
  const samples: number[] = []
  for (let run = 0; run < runs; run++)
    samples.push(await cpuShare(SAMPLE_MS))
  return samples
}
