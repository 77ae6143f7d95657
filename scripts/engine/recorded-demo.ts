import type { KernelSample } from '../probe/sample.ts'
import type { EditedFile } from './editor/edited-file.ts'
import type { RecordedText } from './editor/text-log.ts'
import type { Pace } from './pace.ts'
import type { Pane } from './pane.ts'
import type { Press } from './presses.ts'
import type { Recording } from './recording.ts'
import type { ResolvedDemo } from './resolve-demo.ts'
import type { RecordedSample } from './sample-log.ts'
import type { PaneOutput } from './type-out.ts'
import { delay } from '../base/delay.ts'
import { textAfter } from './editor/recorded-texts.ts'
import { demoPresses, stepsDone } from './presses.ts'
import { panesByPress, playedOut, recordedStep } from './recorded-presses.ts'
import { replayPane } from './replay-pane.ts'

/** Seconds that figures look back, at most. */
const MEMORY_S = 60

/** A pane's screen after a press: with the scrollback above it, and without. */
interface Screens {
  whole: string
  visible: string
}

export interface PlayOptions {
  pace: Pace
  signal: AbortSignal
  /** The kernel was like this from now on. */
  onSample: (sample: KernelSample) => void
}

/** Plays a demo from its recording into its panes. */
export class RecordedDemo {
  readonly recording: Recording
  readonly #demo: ResolvedDemo
  readonly #panes: ReadonlyMap<string, Pane>
  /** By pane. */
  readonly #files: ReadonlyMap<string, EditedFile>
  readonly #presses: readonly Press[]
  /** By pane, then by presses done. */
  #screens: Promise<Map<string, Screens[]>> | undefined

  constructor(demo: ResolvedDemo, recording: Recording, panes: ReadonlyMap<string, Pane>, files: ReadonlyMap<string, EditedFile>) {
    this.#demo = demo
    this.recording = recording
    this.#panes = panes
    this.#files = files
    this.#presses = demoPresses(demo)
  }

  /** What the kernel was like when `press` presses were done, where that was recorded, and in the minute before, oldest first. */
  samples(press: number): readonly KernelSample[] {
    const done = stepsDone(this.#presses, press)
    const samples = this.recording.samples.filter(recorded => recorded.step <= done).map(({ sample }) => sample)
    const newest = samples.at(-1)
    return samples.filter(({ at }) => at > newest!.at - MEMORY_S)
  }

  /** Shows what stood there when `press` presses were done. */
  async show(press: number): Promise<void> {
    const screens = await this.#load()
    this.#showFiles(stepsDone(this.#presses, press))
    await Promise.all([
      ...this.#panes.values(),
    ].map(pane => pane.show(screens.get(pane.options.name)![press]!.whole)))
  }

  /** The same, with what is on the panes now kept in their scrollback. */
  async showBelow(line: string, press: number): Promise<void> {
    const screens = await this.#load()
    this.#showFiles(stepsDone(this.#presses, press))
    await Promise.all([
      ...this.#panes.values(),
    ].map(pane => pane.showBelow(line, screens.get(pane.options.name)![press]!.visible)))
  }

  /** Plays press `number` (from 1), typed at a person's pace, on panes that show the one before. Resolves at its end. */
  async play(number: number, { pace, signal, onSample }: PlayOptions): Promise<void> {
    let before = 0
    let printed: Promise<void> | undefined
    for (const event of this.#story(number)) {
      if (pace !== 'fast')
        await delay((event.at - before) * 1000, signal)
      signal.throwIfAborted()
      before = event.at
      if ('sample' in event)
        onSample(event.sample)
      else if ('text' in event)
        this.#showFile(event.pane, event.step)
      else
        printed = this.#panes.get(event.pane)!.print(event.data)
    }
    await printed
  }

  #showFiles(step: number): void {
    for (const pane of this.#files.keys())
      this.#showFile(pane, step)
  }

  #showFile(pane: string, step: number): void {
    const { text, before } = textAfter(this.recording.texts, pane, step)
    this.#files.get(pane)!.show(text, before)
  }

  /** What happens at a press, in the order of time: output, and what the kernel and files were like in between. */
  #story(number: number): readonly (PaneOutput | RecordedSample | RecordedText)[] {
    const press = this.#presses[number - 1]!
    const recorded = recordedStep(this.recording, press.step)
    const output = playedOut(recorded, this.#demo.steps[press.step - 1]!, press.part)
    if (press.part === 'line')
      return output
    // Typing at a person's pace takes time that the recording did not have.
    const later = (output.at(-1)?.at ?? 0) - (recorded.at(-1)?.at ?? 0)
    const inTime = <Event extends { step: number, at: number }>(events: readonly Event[]): Event[] =>
      events.filter(({ step }) => step === press.step).map(event => ({
        ...event,
        at: Math.max(0, event.at + later),
      }))
    return [
      ...output,
      ...inTime(this.recording.samples),
      ...inTime(this.recording.texts),
    ].sort((one, other) => one.at - other.at)
  }

  #load(): Promise<Map<string, Screens[]>> {
    this.#screens ??= Promise.all(panesByPress(this.recording, this.#demo).map(async (pane): Promise<[string, Screens[]]> => [
      pane.name,
      await replayPane(pane, ({ serialize }) => ({
        whole: serialize(),
        visible: serialize({ scrollback: 0 }),
      })),
    ])).then(entries => new Map(entries))
    return this.#screens
  }
}
