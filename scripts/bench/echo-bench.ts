import type { Benchmark } from './benchmark.ts'
import { createMachineFactory } from '../machines/machine-factory.ts'
import { openDemoPage } from './demo-page.ts'
import { percentile } from './figure.ts'

/** As many as peers' figures are made from. */
const KEYS = 200
/** Keys per line, so that the echo never wraps. */
const KEYS_PER_LINE = 25
/** A person's pace; faster would measure queues. */
const BETWEEN_KEYS_MS = 40

/** From a key in the browser to its echo painted there: browser → server → emulator → kernel → shell and back. */
export const echoBenchmark: Benchmark = {
  name: 'echo',
  description: `keystroke → painted echo in Chromium, ${KEYS} keys per run`,
  async measure({ runs, report }) {
    const { page, pane, close } = await openDemoPage(await createMachineFactory('embedded'))
    try {
      const p50: number[] = []
      const p95: number[] = []
      for (let run = 1; run <= runs; run++) {
        report(`echo ${run} of ${runs}`)
        const latencies: number[] = []
        while (latencies.length < KEYS) {
          latencies.push(...await page.evaluate(measureKeys, { pane, keys: KEYS_PER_LINE, between: BETWEEN_KEYS_MS }))
          // Ctrl-U clears the line without running anything.
          await page.keyboard.press('Control+u')
          await page.waitForTimeout(200)
        }
        p50.push(percentile(latencies, 0.5))
        p95.push(percentile(latencies, 0.95))
      }
      return [
        {
          name: 'keystroke → painted echo, p50',
          unit: 'ms',
          samples: p50,
          aim: 15,
        },
        {
          name: 'keystroke → painted echo, p95',
          unit: 'ms',
          samples: p95,
          aim: 60,
        },
      ]
    }
    finally {
      await close()
    }
  },
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
