import type { Session } from '../engine/session.ts'
import { stepText } from '../engine/resolve-demo.ts'
import { showsLine } from '../engine/type-line.ts'

/** Why a line that was typed, and waits for Enter, cannot be talked about: it does not stand there, or something was run. */
export function typedLineProblem({ demo, panes }: Session, number: number): string | undefined {
  const step = demo.steps[number - 1]!
  const line = stepText(step)
  const pane = panes.get(step.pane)!
  if (showsLine(pane, line) && !pane.output.prompt.commandSeen)
    return undefined
  return `${demo.id}, step ${number} of ${demo.steps.length} (${step.pane}: ${line}): its line should stand there and wait for Enter, and does not. Let the step take one press. Last screen of "${step.pane}":\n${pane.screen.text}`
}
