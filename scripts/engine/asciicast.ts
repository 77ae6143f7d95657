import * as v from 'valibot'
import { DemoError } from './demo-error.ts'

/** What our files carry beside asciicast's own header, so that a recording says what it is of. */
const demoHeader = v.object({
  /** Id of the demo. */
  id: v.string(),
  /** Name of the pane. */
  pane: v.string(),
  /** Kind of machine it was recorded on. */
  machine: v.string(),
  /** `uname -srm` of it. */
  kernel: v.string(),
  /** Hash of what was run (`scripts/recordings/definition-hash.ts`). */
  hash: v.string(),
})
export type CastDemo = v.InferOutput<typeof demoHeader>

const castHeader = v.object({
  version: v.literal(3),
  term: v.object({
    cols: v.number(),
    rows: v.number(),
    type: v.optional(v.string()),
  }),
  /** Seconds since 1970. */
  timestamp: v.number(),
  title: v.string(),
  demo: demoHeader,
})
export type CastHeader = v.InferOutput<typeof castHeader>

/** Output or a marker, `interval` seconds after the event before. */
export interface CastEvent {
  interval: number
  code: 'o' | 'm'
  data: string
}

/** One asciicast v3 file. Format: docs.asciinema.org/manual/asciicast/v3. */
export interface Cast {
  header: CastHeader
  events: readonly CastEvent[]
}

const castEvent = v.tuple([
  v.pipe(v.number(), v.minValue(0)),
  v.picklist(['o', 'm']),
  v.string(),
])

/** One JSON text per line: intervals rather than times, so that a change in one place stays one line in a diff. */
export function formatCast({ header, events }: Cast): string {
  return [
    header,
    ...events.map(({ interval, code, data }) => [
      Number(interval.toFixed(3)),
      code,
      data,
    ]),
  ].map(line => `${JSON.stringify(line)}\n`).join('')
}

/** Reads an asciicast v3 file of ours. Throws `DemoError` `recording` that names file and line. */
export function parseCast(text: string, file: string): Cast {
  const lines = text.split('\n')
  const fail = (line: number, problem: string): DemoError =>
    new DemoError('recording', `${file}, line ${line}: ${problem}. Record the demo anew with npm run rehearse, or take the file from git again.`)

  const json = (index: number): unknown => {
    try {
      return JSON.parse(lines[index] ?? '')
    }
    catch {
      throw fail(index + 1, 'this is not JSON')
    }
  }
  const header = v.safeParse(castHeader, json(0))
  if (!header.success)
    throw fail(1, `this is not the header of an asciicast v3 recording of a demo (${header.issues[0].message})`)
  const events: CastEvent[] = []
  for (let index = 1; index < lines.length; index++) {
    // asciicast allows comments.
    if (lines[index] === '' || lines[index]!.startsWith('#'))
      continue
    const event = v.safeParse(castEvent, json(index))
    if (!event.success)
      throw fail(index + 1, 'this is not an event [interval, "o" or "m", text]')
    const [interval, code, data] = event.output
    events.push({ interval, code, data })
  }
  return { header: header.output, events }
}
