import type { KernelSample } from '../probe/sample.ts'
import type { Pace } from './pace.ts'
import type { Pane } from './pane.ts'
import type { Recording } from './recording.ts'
import type { ResolvedDemo } from './resolve-demo.ts'
import type { RecordedSample } from './sample-log.ts'
import type { PaneOutput } from './type-out.ts'
import { delay } from '../base/delay.ts'
import { replayPane } from './replay-pane.ts'
import { stepText } from './resolve-demo.ts'
import { typeOut } from './type-out.ts'

/** Seconds that figures look back, at most. */
const MEMORY_S = 60

/** A pane's screen after a step: with the scrollback above it, and without. */
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
  /** By pane, then by steps done. */
  #screens: Promise<Map<string, Screens[]>> | undefined

  constructor(demo: ResolvedDemo, recording: Recording, panes: ReadonlyMap<string, Pane>) {
    this.#demo = demo
    this.recording = recording
    this.#panes = panes
  }

  /** What the kernel was like when `step` steps were done, where that was recorded, and in the minute before, oldest first. */
  samples(step: number): readonly KernelSample[] {
    const samples = this.recording.samples.filter(recorded => recorded.step <= step).map(({ sample }) => sample)
    const newest = samples.at(-1)
    return samples.filter(({ at }) => at > newest!.at - MEMORY_S)
  }

  /** Shows what stood there when `step` steps were done. */
  async show(step: number): Promise<void> {
    const screens = await this.#load()
    await Promise.all([
      ...this.#panes.values(),
    ].map(pane => pane.show(screens.get(pane.options.name)![step]!.whole)))
  }

  /** The same, with what is on the panes now kept in their scrollback. */
  async showBelow(line: string, step: number): Promise<void> {
    const screens = await this.#load()
    await Promise.all([
      ...this.#panes.values(),
    ].map(pane => pane.showBelow(line, screens.get(pane.options.name)![step]!.visible)))
  }

  /** Plays step `number` (from 1), typed at a person's pace, on panes that show the step before. Resolves at its end. */
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
      else
        printed = this.#panes.get(event.pane)!.print(event.data)
    }
    await printed
  }

  /** What happened in a step, in the order of time: output, and what the kernel was like in between. */
  #story(number: number): (PaneOutput | RecordedSample)[] {
    const part = this.#part(number)
    // Typing it at a person's pace takes time that the recording did not have.
    const typing = (part.at(-1)?.at ?? 0) - Math.max(0, ...this.recording.panes.map(({ parts }) => parts[number]!.at(-1)?.at ?? 0))
    const samples = this.recording.samples.filter(({ step }) => step === number).map(recorded => ({ ...recorded, at: recorded.at + typing }))
    return [
      ...part,
      ...samples,
    ].sort((one, other) => one.at - other.at)
  }

  /** What all panes printed in a step, in the order of time. */
  #part(number: number): PaneOutput[] {
    const step = this.#demo.steps[number - 1]!
    const part = this.recording.panes
      .flatMap(({ name, parts }) => parts[number]!.map(output => ({ pane: name, ...output })))
      .sort((one, other) => one.at - other.at)
    return 'keys' in step
      ? part
      : typeOut(part, {
          pane: step.pane,
          text: stepText(step),
        })
  }

  #load(): Promise<Map<string, Screens[]>> {
    this.#screens ??= Promise.all(this.recording.panes.map(async (pane): Promise<[string, Screens[]]> => [
      pane.name,
      await replayPane(pane, ({ serialize }) => ({
        whole: serialize(),
        visible: serialize({ scrollback: 0 }),
      })),
    ])).then(entries => new Map(entries))
    return this.#screens
  }
}
