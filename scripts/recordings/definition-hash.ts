import type { ResolvedDemo } from '../engine/resolve-demo.ts'
import { createHash } from 'node:crypto'
import { isOfPresses } from '../engine/presses.ts'

/** Hex digits kept: enough to tell definitions apart, short enough to read in a diff. */
const DIGITS = 16

/**
 * Hash of what a demo does and promises, the demos before it included. Titles, what the speaker says, how often *next* is pressed and what
 * is printed of a file may change without a new recording.
 */
export function definitionHash(chain: readonly ResolvedDemo[]): string {
  const done = chain.map(({ id, panes, editors, figure, setup, steps }) => ({
    id,
    figure,
    panes: panes.map(({ name, columns, rows, user }) => ({ name, columns, rows, user })),
    // A demo without editors has the hash that it had before there were any.
    editors: editors.length > 0
      ? editors.map(({ name, columns, rows, path }) => ({ name, columns, rows, path }))
      : undefined,
    setup: setup?.map(({ script }) => script).join('\n'),
    steps: steps.map(({ cue: _, ...step }) => step),
  }))
  const text = JSON.stringify(done, (key, value: unknown) => {
    if (isOfPresses(key) || key === 'tells')
      return undefined
    return value instanceof RegExp
      ? String(value)
      : value
  })
  return createHash('sha256').update(text).digest('hex').slice(0, DIGITS)
}
