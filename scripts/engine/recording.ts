import type { Cast, CastDemo } from './asciicast.ts'
import type { RecordedText, TextLog } from './editor/text-log.ts'
import type { ResolvedDemo } from './resolve-demo.ts'
import type { RecordedSample, SampleLog } from './sample-log.ts'
import { DemoError } from './demo-error.ts'
import { stepText } from './resolve-demo.ts'

/** Output of a pane, `at` seconds after its step began. */
export interface RecordedOutput {
  at: number
  data: string
}

/** What one pane printed: before the first step, then per step. `steps + 1` parts. */
export interface RecordedPane {
  name: string
  columns: number
  rows: number
  parts: readonly (readonly RecordedOutput[])[]
}

/** What a green rehearsal of a demo captured, ready to be played step by step. */
export interface Recording extends Omit<CastDemo, 'id' | 'pane'> {
  demo: string
  /** When it was made, ISO 8601. */
  date: string
  /** Text of each step, as `stepText` gives it. */
  steps: readonly string[]
  panes: readonly RecordedPane[]
  /** What the machine's kernel was like, in the order of time, where the demo has a figure. */
  samples: readonly RecordedSample[]
  /** What its editors showed, in the order of time, where the demo has some. */
  texts: readonly RecordedText[]
}

/** What is recorded beside the casts of a demo's panes. */
export interface RecordedLogs {
  /** For its figure. @default none */
  samples?: SampleLog | undefined
  /** Of its editors. @default none */
  texts?: TextLog | undefined
}

/** Joins the casts of a demo's panes and what was recorded beside them. Throws `DemoError` `recording` where they do not belong together. */
export function createRecording(casts: readonly Cast[], { samples, texts }: RecordedLogs = {}): Recording {
  const [first] = casts
  if (!first)
    throw new DemoError('recording', 'A recording needs a cast per pane, and there is none. Make it: npm run rehearse')
  const { id, machine, kernel, hash } = first.header.demo
  const steps = markers(first)
  for (const cast of casts) {
    const { demo, timestamp } = cast.header
    if (demo.id !== id || demo.hash !== hash || timestamp !== first.header.timestamp || markers(cast).join('\n') !== steps.join('\n'))
      throw new DemoError('recording', `demos/recordings/${id}: the casts of panes "${first.header.demo.pane}" and "${demo.pane}" are not of one run. Record the demo anew: npm run rehearse -- --demo ${id} --record`)
  }
  for (const [what, log] of Object.entries({ samples, texts })) {
    if (log && (log.header.demo.id !== id || log.header.demo.hash !== hash || log.header.timestamp !== first.header.timestamp))
      throw new DemoError('recording', `demos/recordings/${id}: casts and ${what} are not of one run. Record the demo anew: npm run rehearse -- --demo ${id} --record`)
  }
  return {
    demo: id,
    machine,
    kernel,
    hash,
    date: new Date(first.header.timestamp * 1000).toISOString(),
    steps,
    panes: casts.map(cast => ({
      name: cast.header.demo.pane,
      columns: cast.header.term.cols,
      rows: cast.header.term.rows,
      parts: parts(cast),
    })),
    samples: samples?.samples ?? [],
    texts: texts?.texts ?? [],
  }
}

/** Whether the recording is of this demo as it is now: the same panes, of the same size, and the same steps. */
export function recordingFits(recording: Recording, demo: ResolvedDemo): boolean {
  return recording.demo === demo.id
    && recording.steps.length === demo.steps.length
    && (demo.figure === undefined) === (recording.samples.length === 0)
    && demo.steps.every((step, index) => stepText(step) === recording.steps[index])
    && demo.panes.every(pane => recording.panes.some(({ name, columns, rows }) =>
      name === pane.name && columns === pane.columns && rows === pane.rows))
    && demo.editors.every(({ name }) => recording.texts.some(({ pane, step }) => pane === name && step === 0))
}

/** Seconds from the beginning of each step to its last output. Long waits of the machine have been cut when it was recorded. */
export function recordedSeconds({ steps, panes }: Recording): number[] {
  return steps.map((_, index) => Math.max(0, ...panes.map(({ parts }) => parts[index + 1]?.at(-1)?.at ?? 0)))
}

/** The text of each step, from the labels of its markers. */
function markers({ events }: Cast): string[] {
  return events.filter(({ code }) => code === 'm').map(({ data }) => data)
}

/** The output between markers, each with the time since the marker before it. */
function parts({ events }: Cast): RecordedOutput[][] {
  const all: RecordedOutput[][] = [[]]
  let at = 0
  for (const { interval, code, data } of events) {
    at += interval
    if (code === 'm') {
      all.push([])
      at = 0
    }
    else {
      all.at(-1)!.push({ at, data })
    }
  }
  return all
}
