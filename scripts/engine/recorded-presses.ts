import type { PressPart } from './presses.ts'
import type { RecordedPane, Recording } from './recording.ts'
import type { ResolvedDemo, ResolvedStep } from './resolve-demo.ts'
import type { PaneOutput } from './type-out.ts'
import { demoPresses } from './presses.ts'
import { stepText } from './resolve-demo.ts'
import { cutAtEnter, typeLineOut, typeOut } from './type-out.ts'

/** What all panes printed in a step of a recording, in the order of time. */
export function recordedStep({ panes }: Recording, step: number): PaneOutput[] {
  return panes
    .flatMap(({ name, parts }) => parts[step]!.map(output => ({ pane: name, ...output })))
    .sort((one, other) => one.at - other.at)
}

/** What a press plays of a step that was recorded so, typed at a person's pace. */
export function playedOut(recorded: readonly PaneOutput[], step: ResolvedStep, part: PressPart): readonly PaneOutput[] {
  if ('keys' in step || 'file' in step)
    return recorded
  const line = {
    pane: step.pane,
    text: stepText(step),
  }
  if (part === 'whole')
    return typeOut(recorded, line)
  if (part === 'line')
    return typeLineOut(recorded, line)
  const { printed } = cutAtEnter(recorded, step.pane)
  return printed.map(output => ({ ...output, at: output.at - printed[0]!.at }))
}

/**
 * The panes of a recording with a part per press of the demo, where they have one per step: `presses + 1` parts. It is in the recording where Enter
 * was pressed, however often the speaker pressed *next* when it was made.
 */
export function panesByPress(recording: Recording, demo: ResolvedDemo): RecordedPane[] {
  const parts = demoPresses(demo).map(({ step, part }): PaneOutput[] => {
    const all = recordedStep(recording, step)
    if (part === 'whole')
      return all
    const { pane } = demo.steps[step - 1]!
    const { echo, printed } = cutAtEnter(all, pane)
    return part === 'enter'
      ? printed
      : [
          { pane, at: 0, data: echo },
        ]
  })
  return recording.panes.map(pane => ({
    ...pane,
    parts: [
      pane.parts[0]!,
      ...parts.map(part => part.filter(output => output.pane === pane.name)),
    ],
  }))
}
