import process from 'node:process'
import { drawBar } from './progress-bar.ts'

/** Milliseconds between two redraws of the running line. */
const REDRAW_MS = 500

/** What a stage may tell about itself while it runs. */
export interface StageReporter {
  /** What it is at, in a few words. */
  note: (text: string) => void
  /** How far it is, where the total is known. */
  advance: (done: number, total: number) => void
}

/** Runs the stages of a recipe one after the other and shows on stderr which one runs, for how long, and how far it is. */
export class Progress {
  readonly #stages: number
  readonly #stream = process.stderr
  #stage = 0

  constructor(stages: number) {
    this.#stages = stages
  }

  async stage<T>(title: string, work: (reporter: StageReporter) => T | Promise<T>): Promise<T> {
    const head = `[${++this.#stage}/${this.#stages}] ${title}`
    const started = performance.now()
    let note = ''
    let bar = ''
    const line = (): string => `${head}  ${seconds(started)}  ${bar}${note}`
    // A log gets a line per stage, a terminal one that is redrawn.
    const timer = this.#stream.isTTY
      ? setInterval(() => this.#stream.write(`\r\u001B[K${line().slice(0, this.#stream.columns - 1)}`), REDRAW_MS)
      : undefined
    if (!timer)
      this.#stream.write(`${head} …\n`)
    try {
      const result = await work({
        note: text => note = text,
        advance: (done, total) => bar = `${drawBar(done / total)} ${done}/${total} `,
      })
      this.#end(`${head}  ${seconds(started)}  ${note}`)
      return result
    }
    catch (error) {
      this.#end(`${line()}\n    failed`)
      throw error
    }
    finally {
      clearInterval(timer)
    }
  }

  #end(line: string): void {
    this.#stream.write(`${this.#stream.isTTY ? '\r\u001B[K' : ''}${line}\n`)
  }
}

function seconds(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(0).padStart(3)} s`
}
