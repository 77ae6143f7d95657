import type { Figure } from './figure.ts'

export interface BenchmarkContext {
  /** How often each thing is measured. */
  runs: number
  /** URL of an ssh host whose machine is measured, too. */
  host?: string
  /** Reports progress. */
  report: (text: string) => void
}

/** Something that can be measured by itself. */
export interface Benchmark {
  /** What chooses it on the command line. */
  name: string
  description: string
  measure: (context: BenchmarkContext) => Promise<Figure[]>
}
