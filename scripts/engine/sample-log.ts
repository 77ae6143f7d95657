import * as v from 'valibot'
import { kernelSample } from '../probe/sample.ts'
import { DemoError } from './demo-error.ts'

const logHeader = v.object({
  version: v.literal(1),
  /** Seconds since 1970, the same as in the casts of the same run. */
  timestamp: v.number(),
  demo: v.object({
    id: v.string(),
    /** Hash of what was run, the same as in the casts. */
    hash: v.string(),
  }),
})

const recordedSample = v.object({
  /** Steps begun: 0 before the first. */
  step: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Seconds since that step began. */
  at: v.pipe(v.number(), v.minValue(0)),
  sample: kernelSample,
})
export type RecordedSample = v.InferOutput<typeof recordedSample>

/** What the kernel was like while a demo was recorded. Kept beside the casts of its panes. */
export interface SampleLog {
  header: v.InferOutput<typeof logHeader>
  samples: readonly RecordedSample[]
}

/** Name of the file, beside the panes' casts. */
export const SAMPLE_LOG_FILE = 'samples.jsonl'

/** One JSON text per line, the header first. */
export function formatSampleLog({ header, samples }: SampleLog): string {
  return [
    header,
    ...samples.map(({ step, at, sample }) => ({
      step,
      at: Number(at.toFixed(3)),
      sample,
    })),
  ].map(line => `${JSON.stringify(line)}\n`).join('')
}

/** Reads such a file. Throws `DemoError` `recording` that names file and line. */
export function parseSampleLog(text: string, file: string): SampleLog {
  const [first = '', ...rest] = text.split('\n').filter(line => line !== '')
  const read = <Schema extends v.GenericSchema>(schema: Schema, line: string, number: number): v.InferOutput<Schema> => {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), line)
    if (!parsed.success)
      throw new DemoError('recording', `${file}, line ${number}: ${parsed.issues[0].message}. Record the demo anew with npm run rehearse, or take the file from git again.`)
    return parsed.output
  }
  return {
    header: read(logHeader, first, 1),
    samples: rest.map((line, index) => read(recordedSample, line, index + 2)),
  }
}
