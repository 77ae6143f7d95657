import * as v from 'valibot'
import { DemoError } from './demo-error.ts'

/** Header of a log that is kept beside the casts of a demo's panes. */
export const logHeader = v.object({
  version: v.literal(1),
  /** Seconds since 1970, the same as in the casts of the same run. */
  timestamp: v.number(),
  demo: v.object({
    id: v.string(),
    /** Hash of what was run, the same as in the casts. */
    hash: v.string(),
  }),
})
export type LogHeader = v.InferOutput<typeof logHeader>

/** When something happened in a recording. */
export const logTime = {
  /** Steps begun: 0 before the first. */
  step: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** Seconds since that step began. */
  at: v.pipe(v.number(), v.minValue(0)),
}

/** One JSON text per line, the header first. */
export function formatLog(header: LogHeader, entries: readonly { at: number }[]): string {
  return [
    header,
    ...entries.map(entry => ({
      ...entry,
      at: Number(entry.at.toFixed(3)),
    })),
  ].map(line => `${JSON.stringify(line)}\n`).join('')
}

/** Reads such a file. Throws `DemoError` `recording` that names file and line. */
export function parseLog<Schema extends v.GenericSchema>(text: string, file: string, entry: Schema): { header: LogHeader, entries: v.InferOutput<Schema>[] } {
  const [first = '', ...rest] = text.split('\n').filter(line => line !== '')
  const read = <Each extends v.GenericSchema>(schema: Each, line: string, number: number): v.InferOutput<Each> => {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), line)
    if (!parsed.success)
      throw new DemoError('recording', `${file}, line ${number}: ${parsed.issues[0].message}. Record the demo anew with npm run rehearse, or take the file from git again.`)
    return parsed.output
  }
  return {
    header: read(logHeader, first, 1),
    entries: rest.map((line, index) => read(entry, line, index + 2)),
  }
}
