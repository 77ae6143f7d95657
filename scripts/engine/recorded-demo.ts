import type { Pace } from './pace.ts'
import type { Pane } from './pane.ts'
import type { Recording } from './recording.ts'
import type { ResolvedDemo } from './resolve-demo.ts'
import type { PaneOutput } from './type-out.ts'
import { delay } from './delay.ts'
import { replayPane } from './replay-pane.ts'
import { stepText } from './resolve-demo.ts'
import { typeOut } from './type-out.ts'

/** A pane's screen after a step: with the scrollback above it, and without. */
interface Screens {
  whole: string
  visible: string
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
  async play(number: number, { pace, signal }: { pace: Pace, signal: AbortSignal }): Promise<void> {
    let before = 0
    let printed: Promise<void> | undefined
    for (const { pane, at, data } of this.#part(number)) {
      if (pace !== 'fast')
        await delay((at - before) * 1000, signal)
      signal.throwIfAborted()
      before = at
      printed = this.#panes.get(pane)!.print(data)
    }
    await printed
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
