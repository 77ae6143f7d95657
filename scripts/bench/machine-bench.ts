import type { Machine } from '../machines/machine.ts'
import type { Benchmark } from './benchmark.ts'
import { createLiveMachineFactory } from '../machines/machine-factory.ts'
import { BASE_CHECKPOINT } from '../machines/machine.ts'

/** End of the prompt's mark B (OSC 133): input may begin. */
const READY = '\x1B]133;B'

/** How long the embedded machine takes to be there, and to be as new. */
export const machineBenchmark: Benchmark = {
  name: 'machine',
  description: 'restore → prompt and reset → prompt of the embedded machine',
  async measure({ runs, report }) {
    const factory = await createLiveMachineFactory('embedded')
    const restores: number[] = []
    const resets: number[] = []
    for (let run = 1; run <= runs; run++) {
      report(`machine ${run} of ${runs}`)
      const machine = factory.create()
      const begin = performance.now()
      await machine.start(new AbortController().signal)
      await prompt(machine)
      restores.push(performance.now() - begin)
      for (let reset = 0; reset < 3; reset++) {
        const again = performance.now()
        await machine.restore(BASE_CHECKPOINT)
        await prompt(machine)
        resets.push(performance.now() - again)
      }
      await machine.stop()
    }
    return [
      {
        name: 'embedded: restore → prompt (new worker)',
        unit: 'ms',
        samples: restores,
        aim: 600,
      },
      {
        name: 'embedded: reset → prompt',
        unit: 'ms',
        samples: resets,
        aim: 300,
      },
    ]
  },
}

async function prompt(machine: Machine): Promise<void> {
  const shell = await machine.openShell({ columns: 80, rows: 20 })
  let seen = ''
  await new Promise<void>((resolve) => {
    shell.onData((data) => {
      seen += data
      if (seen.includes(READY))
        resolve()
    })
  })
}
