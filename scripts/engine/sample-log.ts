import type { LogHeader } from './json-log.ts'
import * as v from 'valibot'
import { kernelSample } from '../probe/sample.ts'
import { formatLog, logTime, parseLog } from './json-log.ts'

const recordedSample = v.object({
  ...logTime,
  sample: kernelSample,
})
export type RecordedSample = v.InferOutput<typeof recordedSample>

/** What the kernel was like while a demo was recorded. Kept beside the casts of its panes. */
export interface SampleLog {
  header: LogHeader
  samples: readonly RecordedSample[]
}

/** Name of the file, beside the panes' casts. */
export const SAMPLE_LOG_FILE = 'samples.jsonl'

/** One JSON text per line, the header first. */
export function formatSampleLog({ header, samples }: SampleLog): string {
  return formatLog(header, samples.map(({ step, at, sample }) => ({ step, at, sample })))
}

/** Reads such a file. Throws `DemoError` `recording` that names file and line. */
export function parseSampleLog(text: string, file: string): SampleLog {
  const { header, entries } = parseLog(text, file, recordedSample)
  return { header, samples: entries }
}
