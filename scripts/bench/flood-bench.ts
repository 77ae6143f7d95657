import type { Benchmark } from './benchmark.ts'
import { openDemoPage } from './demo-page.ts'
import { LocalMachine } from './local-machine.ts'

/** Bytes that one flood prints. */
const FLOOD_BYTES = 1_000_000
/** Numbered lines of 64 characters, so that the end of the flood can be told from its middle. */
const FLOOD = `seq -f '%063.0f' ${FLOOD_BYTES / 64}; echo flood-$((1+1))-over`
const ENDLESS = 'yes 0123456789012345678901234567890123456789'

/**
 * A megabyte through server and browser, and how soon Ctrl-C is heard in the middle of an endless flood. From a pty of this
 * computer, because the embedded machine cannot print fast enough to strain anything.
 */
export const floodBenchmark: Benchmark = {
  name: 'flood',
  description: '1 MB of output, and Ctrl-C in an endless flood, through server and browser from a local pty',
  async measure({ runs, report }) {
    const { page, pane, close } = await openDemoPage({
      kind: 'embedded',
      description: 'on a pty of this computer, for the benchmark',
      create: () => new LocalMachine(),
    })
    const screen = page.locator(`${pane} .cbu-screen-text`)
    const seen = async (text: RegExp): Promise<void> => {
      await page.waitForFunction(([selector, source]) => new RegExp(source!).test(document.querySelector(selector!)!.textContent ?? ''), [`${pane} .cbu-screen-text`, text.source], { polling: 'raf' })
    }
    try {
      const floods: number[] = []
      const interrupts: number[] = []
      for (let run = 1; run <= runs; run++) {
        report(`flood ${run} of ${runs}`)
        await page.keyboard.type('clear')
        await page.keyboard.press('Enter')
        await page.keyboard.type(FLOOD)
        const begin = performance.now()
        await page.keyboard.press('Enter')
        await seen(/flood-2-over/)
        floods.push(performance.now() - begin)

        await page.keyboard.type(ENDLESS)
        await page.keyboard.press('Enter')
        await seen(/0123456789\s*\d+/)
        await page.waitForTimeout(1_000)
        const interrupted = performance.now()
        await page.keyboard.press('Control+c')
        await seen(/\^C\s+\S[^\s:]*:\S*[$#]\s*$/)
        interrupts.push(performance.now() - interrupted)
      }
      if (!/[$#]\s*$/.test(await screen.textContent() ?? ''))
        throw new Error('The pane shows no prompt after the flood.')
      return [
        { name: '1 MB of output, server → browser', unit: 'ms', samples: floods },
        { name: 'Ctrl-C in an endless flood → prompt', unit: 'ms', samples: interrupts },
      ]
    }
    finally {
      await close()
    }
  },
}
