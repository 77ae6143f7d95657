import type { Benchmark, BenchmarkContext } from './benchmark.ts'
import type { TerminalPage } from './demo-page.ts'
import { createMachineFactory } from '../machines/machine-factory.ts'
import { findProgram } from '../system/find-program.ts'
import { openDemoPage, VIEWPORT } from './demo-page.ts'
import { median, percentile } from './figure.ts'
import { openTtydPage } from './ttyd-page.ts'

/** As many as peers' figures are made from. */
const KEYS = 200
/** Keys per line, so that the echo never wraps. */
const KEYS_PER_LINE = 25
/** A person's pace; faster would measure queues. */
const BETWEEN_KEYS_MS = 40

/** As far as ours may be from that of a local shell in ttyd. */
const P50_AIM = 1.2
const P95_AIM = 1.5

/** Of each run. */
interface Latencies {
  p50: number[]
  p95: number[]
}

/** From a key in the browser to its echo painted there: browser → server → emulator → kernel → shell and back. */
export const echoBenchmark: Benchmark = {
  name: 'echo',
  description: `keystroke → painted echo in Chromium, ${KEYS} keys per run; beside ttyd with a local Bash, where that is installed`,
  async measure(context) {
    const ttyd = await findProgram('ttyd')
    if (ttyd === undefined)
      context.report('without ttyd, which is not installed')
    const ours = await measurePage('echo', await openDemoPage(await createMachineFactory('embedded')), context)
    const theirs = ttyd === undefined
      ? undefined
      : await measurePage('echo in ttyd', await openTtydPage(ttyd, VIEWPORT), context)
    return [
      {
        name: 'keystroke → painted echo, p50',
        unit: 'ms',
        samples: ours.p50,
        aim: 15,
      },
      {
        name: 'keystroke → painted echo, p95',
        unit: 'ms',
        samples: ours.p95,
        aim: 60,
      },
      ...theirs
        ? [
            { name: 'the same in ttyd, p50', unit: 'ms', samples: theirs.p50 } as const,
            { name: 'the same in ttyd, p95', unit: 'ms', samples: theirs.p95 } as const,
            {
              name: 'ours beside ttyd, p50',
              unit: 'times',
              samples: [median(ours.p50) / median(theirs.p50)],
              aim: P50_AIM,
            } as const,
            {
              name: 'ours beside ttyd, p95',
              unit: 'times',
              samples: [median(ours.p95) / median(theirs.p95)],
              aim: P95_AIM,
            } as const,
          ]
        : [],
    ]
  },
}

/** Types into a page's terminal, and closes the page. */
async function measurePage(name: string, { page, pane, close }: TerminalPage, { runs, report }: BenchmarkContext): Promise<Latencies> {
  const measured: Latencies = { p50: [], p95: [] }
  try {
    for (let run = 1; run <= runs; run++) {
      report(`${name} ${run} of ${runs}`)
      const latencies: number[] = []
      while (latencies.length < KEYS) {
        latencies.push(...await page.evaluate(measureKeys, { pane, keys: KEYS_PER_LINE, between: BETWEEN_KEYS_MS }))
        // Ctrl-U clears the line without running anything.
        await page.keyboard.press('Control+u')
        await page.waitForTimeout(200)
      }
      measured.p50.push(percentile(latencies, 0.5))
      measured.p95.push(percentile(latencies, 0.95))
    }
    return measured
  }
  finally {
    await close()
  }
}

/**
 * Runs in the page. Types letters as the terminal's own textarea would get them, and takes the time until the frame in which the
 * letter came to stand in the terminal's rows has been painted: the terminal changes its rows in an animation frame, and a task
 * posted from there runs after that frame's paint.
 */
async function measureKeys({ pane, keys, between }: { pane: string, keys: number, between: number }): Promise<number[]> {
  const textarea = document.querySelector<HTMLTextAreaElement>(`${pane} .xterm-helper-textarea`)!
  const rows = document.querySelector(`${pane} .xterm-rows`)!
  const letters = (): number => rows.textContent!.replaceAll(/[^z]/g, '').length
  const latencies: number[] = []
  for (let key = 0; key < keys; key++) {
    const before = letters()
    const begin = performance.now()
    const painted = new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (letters() > before) {
          observer.disconnect()
          setTimeout(resolve)
        }
      })
      observer.observe(rows, { childList: true, subtree: true, characterData: true })
    })
    textarea.dispatchEvent(new KeyboardEvent('keydown', {
      key: 'z',
      code: 'KeyZ',
      keyCode: 90,
      bubbles: true,
      cancelable: true,
    }))
    textarea.dispatchEvent(new KeyboardEvent('keypress', {
      key: 'z',
      code: 'KeyZ',
      charCode: 122,
      keyCode: 122,
      bubbles: true,
      cancelable: true,
    }))
    await painted
    latencies.push(performance.now() - begin)
    await new Promise(resolve => setTimeout(resolve, between))
  }
  return latencies
}
