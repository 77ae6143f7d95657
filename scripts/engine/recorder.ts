import type { Disposable } from '../base/event.ts'
import type { Cast, CastEvent } from './asciicast.ts'
import type { RecordedText, TextLog } from './editor/text-log.ts'
import type { RecordedOutput } from './recording.ts'
import type { RecordedSample, SampleLog } from './sample-log.ts'
import type { Session } from './session.ts'
import { placeAfter } from './presses.ts'
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

/** What one run came to. */
export interface RecordedRun {
  /** A cast per pane. */
  casts: Cast[]
  /** What the demo's figure showed, where it has one. */
  samples?: SampleLog
  /** What its editors showed, where it has some. */
  texts?: TextLog
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
  readonly #samples: RecordedSample[] = []
  readonly #texts: RecordedText[] = []
  /** Presses that have begun. */
  #presses = 0

  constructor(session: Session) {
    this.#session = session
    this.#listeners = [
      session.onStatus(({ step: presses }) => {
        const { step } = placeAfter(session.presses, presses)
        if (presses > this.#presses && step === this.#parts.length - 1)
          this.#begin = performance.now() - this.#end * 1000
        this.#presses = Math.max(this.#presses, presses)
        while (this.#parts.length <= step) {
          this.#parts.push([])
          this.#begin = performance.now()
        }
      }),
      session.onSample((news) => {
        if ('sample' in news) {
          this.#samples.push({
            step: this.#parts.length - 1,
            at: this.#now(),
            sample: news.sample,
          })
        }
      }),
      session.watch(),
      ...[
        ...session.files.values(),
      ].map(file => file.onChange(() => this.#texts.push({
        step: this.#parts.length - 1,
        at: this.#now(),
        pane: file.options.name,
        text: file.text,
      }))),
      ...[
        ...session.panes.values(),
      ].map(pane => pane.onOutput(data => this.#parts.at(-1)!.push({
        pane: pane.options.name,
        at: this.#now(),
        data,
      }))),
    ]
  }

  /** The casts of the panes, in the demo's order, and the samples. For a session whose steps have all been run, once and at pace `fast`. */
  finish({ date, ...facts }: RecordingFacts): RecordedRun {
    const { demo } = this.#session
    // The first prompts are there from the start, and have no story.
    const parts = this.#parts.map((part, index) => index === 0
      ? part.map(heard => ({ ...heard, at: 0 }))
      : cutPauses(part))
    const timestamp = Math.floor(date.getTime() / 1000)
    const casts = demo.panes.map<Cast>(({ name, title, columns, rows }) => ({
      header: {
        version: 3,
        term: { cols: columns, rows, type: 'xterm-256color' },
        timestamp,
        title: `${demo.title}: ${title}`,
        demo: { id: demo.id, pane: name, ...facts },
      },
      events: castEvents(parts, name, demo.steps.map(stepText)),
    }))
    const header = {
      version: 1 as const,
      timestamp,
      demo: { id: demo.id, hash: facts.hash },
    }
    const inTime = <Entry extends { step: number, at: number }>(entry: Entry): Entry => ({
      ...entry,
      at: withoutPauses(entry.at, this.#parts[entry.step]!, parts[entry.step]!),
    })
    return {
      casts,
      ...demo.figure && {
        samples: {
          header,
          samples: changes(this.#samples).map(inTime),
        },
      },
      ...demo.editors.length > 0 && {
        texts: {
          header,
          texts: newTexts(this.#texts).map(inTime),
        },
      },
    }
  }

  /** Seconds since the present step began, without the time in which its line stood there and waited for Enter. */
  #now(): number {
    return (performance.now() - this.#begin) / 1000
  }

  /** When the last thing happened in the present step. */
  get #end(): number {
    const step = this.#parts.length - 1
    return Math.max(0, this.#parts[step]!.at(-1)?.at ?? 0, ...this.#samples.filter(each => each.step === step).map(({ at }) => at))
  }

  dispose(): void {
    for (const listener of this.#listeners)
      listener.dispose()
  }
}

/** Shortens pauses that are too long to watch. All panes together, so that they stay in step. */
function cutPauses(part: readonly Heard[]): Heard[] {
  let before = 0
  let cut = 0
  return part.map((heard) => {
    cut += Math.max(0, heard.at - before - IDLE_LIMIT_SECONDS)
    before = heard.at
    return { ...heard, at: heard.at - cut }
  })
}

/** When something happened in a step whose pauses have been cut: as long after the output before it, but no pause later. */
function withoutPauses(at: number, part: readonly Heard[], cut: readonly Heard[]): number {
  const before = part.findLastIndex(heard => heard.at <= at)
  return (cut[before]?.at ?? 0) + Math.min(at - (part[before]?.at ?? 0), IDLE_LIMIT_SECONDS)
}

/** The samples that say something new. */
function changes(samples: readonly RecordedSample[]): RecordedSample[] {
  const facts = samples.map(({ sample: { at: _, ...rest } }) => JSON.stringify(rest))
  return samples.filter((_, index) => facts[index] !== facts[index - 1])
}

/** The last text of each pane in a step, where it is another one than before. */
function newTexts(texts: readonly RecordedText[]): RecordedText[] {
  const last = texts.filter(({ pane, step }, index) => !texts.slice(index + 1).some(later => later.pane === pane && later.step === step))
  return last.filter(({ pane, text }, index) => last.slice(0, index).findLast(earlier => earlier.pane === pane)?.text !== text)
    .map(each => each.step === 0
      ? { ...each, at: 0 }
      : each)
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
