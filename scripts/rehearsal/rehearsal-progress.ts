import type { DemoReport, RehearsalWatcher } from './rehearse-demos.ts'
import process from 'node:process'
import { drawBar } from '../cli/progress-bar.ts'
import { formatClockTime } from '../protocol/clock-time.ts'
import { verdictWords } from './demo-table.ts'

/** Milliseconds between two redraws of the running line. */
const REDRAW_MS = 500
/** Carriage return, and erase to the end of the line (ECMA-48, EL). */
const CLEAR_LINE = '\r\u001B[K'

/** Shows on stderr how far a rehearsal is: on a terminal as a line that is redrawn, elsewhere as a line per demo that is done. */
export class RehearsalProgress implements RehearsalWatcher {
  readonly #total: number
  readonly #stream = process.stderr
  readonly #begin = performance.now()
  readonly #running = new Map<string, { step: number, steps: number }>()
  readonly #timer: ReturnType<typeof setInterval> | undefined
  #done = 0

  constructor(total: number) {
    this.#total = total
    if (this.#stream.isTTY)
      this.#timer = setInterval(() => this.#draw(), REDRAW_MS)
  }

  onStep = (demo: string, step: number, steps: number): void => {
    this.#running.set(demo, { step, steps })
  }

  onDone = (report: DemoReport): void => {
    this.#running.delete(report.demo)
    this.#done++
    if (this.#timer)
      this.#draw()
    else
      this.#stream.write(`[${this.#done}/${this.#total}] ${report.demo}: ${verdictWords(report)}\n`)
  }

  /** Takes the running line away, for what is printed next. */
  end(): void {
    clearInterval(this.#timer)
    if (this.#timer)
      this.#stream.write(CLEAR_LINE)
  }

  #draw(): void {
    const time = formatClockTime((performance.now() - this.#begin) / 1000)
    const running = [...this.#running]
    const share = (this.#done + running.reduce((sum, [, { step, steps }]) => sum + (step - 1) / steps, 0)) / this.#total
    const words = running.map(([demo, { step, steps }]) => `${demo} ${step}/${steps}`).join(', ')
    const line = `${drawBar(share)} ${this.#done}/${this.#total} demos  ${time}  ${words}`
    this.#stream.write(CLEAR_LINE + line.slice(0, this.#stream.columns - 1))
  }
}
