import type { Disposable } from '../machines/machine.ts'
import type { Cast, CastEvent } from './asciicast.ts'
import type { RecordedOutput } from './recording.ts'
import type { Session } from './session.ts'
import { stepText } from './resolve-demo.ts'

/** Seconds between two steps of a recording, where a player does not stop at markers. */
const PAUSE_SECONDS = 1
/** Seconds that nothing happens at most: a slow machine's waits are cut, as by `asciinema rec --idle-time-limit`. */
const IDLE_LIMIT_SECONDS = 2
/** Output of one pane closer together than this is one event, which keeps the files small and their changes readable. */
const MERGE_SECONDS = 0.02

export interface RecordingFacts {
  /** Kind of machine. */
  machine: string
  /** `uname -srm` of it. */
  kernel: string
  /** Hash of what was run. */
  hash: string
  date: Date
}

/** Output of any pane since a step began. */
interface Heard extends RecordedOutput {
  pane: string
}

/** Listens to a session from before its start, and makes a cast per pane of what it heard. */
export class Recorder implements Disposable {
  readonly #session: Session
  readonly #listeners: Disposable[]
  /** Before the first step, then per step. */
  #parts: Heard[][] = [[]]
  #begin = performance.now()

  constructor(session: Session) {
    this.#session = session
    this.#listeners = [
      session.onStatus(({ step }) => {
        while (this.#parts.length <= step) {
          this.#parts.push([])
          this.#begin = performance.now()
        }
      }),
      ...[
        ...session.panes.values(),
      ].map(pane => pane.onOutput(data => this.#parts.at(-1)!.push({
        pane: pane.options.name,
        at: (performance.now() - this.#begin) / 1000,
        data,
      }))),
    ]
  }

  /** The casts of the panes, in the demo's order. For a session whose steps have all been run, once and at pace `fast`. */
  finish({ date, ...facts }: RecordingFacts): Cast[] {
    const { demo } = this.#session
    // The first prompts are there from the start, and have no story.
    const parts = this.#parts.map((part, index) => index === 0
      ? part.map(heard => ({ ...heard, at: 0 }))
      : cutPauses(part))
    return demo.panes.map(({ name, title, columns, rows }) => ({
      header: {
        version: 3,
        term: { cols: columns, rows, type: 'xterm-256color' },
        timestamp: Math.floor(date.getTime() / 1000),
        title: `${demo.title}: ${title}`,
        demo: { id: demo.id, pane: name, ...facts },
      },
      events: castEvents(parts, name, demo.steps.map(stepText)),
    }))
  }

  dispose(): void {
    for (const listener of this.#listeners)
      listener.dispose()
  }
}

/** Shortens what nobody would want to wait for. All panes together, so that they stay in step. */
function cutPauses(part: readonly Heard[]): Heard[] {
  let before = 0
  let cut = 0
  return part.map((heard) => {
    cut += Math.max(0, heard.at - before - IDLE_LIMIT_SECONDS)
    before = heard.at
    return { ...heard, at: heard.at - cut }
  })
}

/** One pane's events, with a marker where each step began. All panes have their markers at the same times. */
function castEvents(parts: readonly (readonly Heard[])[], pane: string, labels: readonly string[]): CastEvent[] {
  const timed: { time: number, code: 'o' | 'm', data: string }[] = []
  let start = 0
  for (const [index, part] of parts.entries()) {
    if (index > 0)
      timed.push({ time: start, code: 'm', data: labels[index - 1]! })
    for (const { at, data } of merge(part.filter(heard => heard.pane === pane)))
      timed.push({ time: start + at, code: 'o', data })
    start += (part.at(-1)?.at ?? 0) + PAUSE_SECONDS
  }
  return timed.map(({ time, code, data }, index) => ({ interval: time - (timed[index - 1]?.time ?? 0), code, data }))
}

function merge(outputs: readonly RecordedOutput[]): RecordedOutput[] {
  const merged: RecordedOutput[] = []
  for (const { at, data } of outputs) {
    const last = merged.at(-1)
    if (last && at - last.at < MERGE_SECONDS)
      last.data += data
    else
      merged.push({ at, data })
  }
  return merged
}
