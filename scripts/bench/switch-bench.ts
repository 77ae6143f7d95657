import type { Worker } from 'node:worker_threads'
import type { Benchmark } from './benchmark.ts'
import { MachineClient } from '../machines/embedded/core/machine-client.ts'
import { builtImage } from '../machines/embedded/create-embedded-machine.ts'
import { connectWorker, startMachineWorker } from '../machines/embedded/worker-port.ts'
import { openDemoPage } from './demo-page.ts'

/** How long an audience looks at a machine that is dead: from the death of the emulator's thread to the recording in the browser. */
export const switchBenchmark: Benchmark = {
  name: 'switch',
  description: 'live → recording when the emulator is killed, as seen in the browser, and back',
  async measure({ runs, report }) {
    let worker: Worker | undefined
    const { page, pane, close } = await openDemoPage({
      kind: 'embedded',
      description: 'on an emulator that is going to be killed',
      create: () => new MachineClient({
        connect: () => {
          worker = startMachineWorker()
          return connectWorker(worker)
        },
        image: builtImage,
      }),
    })
    const shows = async (source: string): Promise<void> => {
      await page.waitForFunction(selector => document.querySelector(selector), `${pane}[data-source="${source}"][data-state="ready"]`, { polling: 'raf' })
    }
    try {
      const fallBacks: number[] = []
      const returns: number[] = []
      for (let run = 1; run <= runs; run++) {
        report(`switch ${run} of ${runs}`)
        await page.keyboard.press('Shift+Escape')
        const killed = performance.now()
        await worker!.terminate()
        await shows('recording')
        fallBacks.push(performance.now() - killed)

        const asked = performance.now()
        await page.keyboard.press('r')
        await shows('live')
        returns.push(performance.now() - asked)
      }
      return [
        {
          name: 'killed emulator → recording on the slide',
          unit: 'ms',
          samples: fallBacks,
          aim: 2_000,
        },
        { name: 'key → live again, with a new machine', unit: 'ms', samples: returns },
      ]
    }
    finally {
      await close()
    }
  },
}
