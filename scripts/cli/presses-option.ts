import { UsageError } from '../base/usage-error.ts'

/** The option that says how often *next* is pressed for a typed step, where the demo does not. */
export const pressesOption = {
  type: 'string',
  valueHint: '1|2',
  description: 'How often next is pressed for a typed step that does not say so itself: with 2, the first press types the line, the second presses Enter',
  default: '1',
} as const

/** The value of `--presses`. Throws `UsageError`. */
export function parsePresses(text: string): 1 | 2 {
  if (text !== '1' && text !== '2')
    throw new UsageError(`--presses must be 1 or 2, not "${text}".`)
  return text === '1'
    ? 1
    : 2
}
