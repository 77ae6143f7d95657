import type { Expectation, Step } from '../../demos/define.ts'
import type { PressPart } from '../../scripts/engine/presses.ts'

/** What the speaker can expect to see after a step, in a few words; undefined where the step proves nothing. */
export function expectationWords({ output, not, exit, check, pane }: Expectation): string {
  const parts = [
    output && `output matches ${output}`,
    not && `output does not match ${not}`,
    exit !== undefined && `exit status ${exit}`,
    check && `${check.trim()} succeeds`,
  ].filter(Boolean)
  return parts.join(', ') + (pane
    ? ` in ${pane}`
    : '')
}

/** How a step, or its part, comes about: typed by the kit, pressed or written by it, or left to the speaker. */
export function stepVerb(step: Step, part: PressPart = 'whole'): string {
  if (part === 'enter')
    return 'gets Enter:'
  if ('type' in step) {
    return part === 'line'
      ? 'types, without Enter:'
      : 'types'
  }
  if ('file' in step)
    return 'shows'
  return 'keys' in step
    ? 'presses'
    : 'you type'
}
